"""Row 31: the master key is rotated under load; every sealed key opens all the time, on every server."""

import asyncio
import os
import time
from datetime import UTC, datetime

from models.ids import new_id
from services.sealing import Sealing
from services.sealing.master_keys import MasterKey
from tests.faults.everyday import everyday_load, next_operation
from tests.faults.load import carry_out
from tests.faults.processes import PYTHON, ROOT
from tests.faults.provider import provider
from tests.faults.server import Server
from tests.faults.stage import Stage

KEYS = 300
END_SECONDS = 45
COMMAND_SECONDS = 60.0


async def run(stage: Stage) -> None:
    old, new = (stage.plan.stream(name).randbytes(32) for name in ("old", "new"))
    before = {"MASTER_KEY": old.hex(), "OTHER_MASTER_KEYS": new.hex()}
    after = {"MASTER_KEY": new.hex(), "OTHER_MASTER_KEYS": old.hex()}
    async with provider() as upstream:
        upstream.raw.by_key = {"none": [401]}  # without a key of ours nobody is answered
        chats = {"OPENAI_BASE_URL": upstream.raw.base_url, "CHAT_MAX_TOKENS": "500"}
        servers = await stage.two_servers(**chats, **before)
        await stage.block(_add_keys, stage, old, KEYS)
        await everyday_load(stage, servers)
        await asyncio.sleep(stage.plan.between("milliseconds before the rotation", 200, 2_000) / 1_000)

        await stage.book.strike_when(in_flight=4)
        broken_off = stage.start(_rotate(stage, after))
        await _sealed_anew(stage, new, stage.plan.between("secrets after which it is killed", 1, KEYS // 2))
        await _kill(stage, broken_off)
        await stage.block(_add_keys, stage, old, 1)  # as a server does that is not started anew yet
        for server in servers:
            await _start_anew(stage, server, after)
        stage.say(f"the rotation then sealed anew: {await _rotate(stage, after)}")
        open_under_new = await stage.block(_opened, stage, new)
        assert open_under_new == KEYS + 1, f"{open_under_new} keys open under the new master key"

        last = await stage.server(**chats, MASTER_KEY=new.hex())
        operation = stage.book.note(next_operation(person := await stage.person(last), "chat"))
        await carry_out(operation, stage.ways(person, [last]), stage.plan.stream("last"))
        assert operation.done, operation.codes
        await stage.load.stop()
        for server in stage.servers:
            assert "provider_key_not_opened" not in server.log, server.name
        assert not [code for code in stage.book.codes() if code.startswith("PROVIDER_")]
        assert set(upstream.raw.keys) == {"sk-000"}, set(upstream.raw.keys)
        stage.say(f"{len(upstream.raw.keys)} replies by a sealed key, on servers under the old, both, and the new one")
        await stage.reckon()


def _add_keys(stage: Stage, master_key: bytes, count: int) -> None:
    """Sealed as servers seal them. All open, or servers would say so in their logs; the first one is used."""
    sealing, at = Sealing([MasterKey(master_key)]), datetime.now(UTC)
    have = stage.database["provider_keys"].count_documents({})
    rows = []
    for number in range(have, have + count):
        key_id = new_id("pky")
        rows.append(
            {
                "_id": key_id, "provider": "openai", "name": f"{number}", "mask": "…", "enabled": True,
                "sealed": sealing.seal(f"sk-{number:03}", "provider_key", key_id, "openai"),
                "cost_per_mille": number, "version": 1, "requests_per_day": None, "requests_per_month": None,
                "nanodollars_per_day": None, "nanodollars_per_month": None, "created_by": "driver",
                "created_at": at, "updated_at": at,
            }
        )  # fmt: skip
    stage.database["provider_keys"].insert_many(rows)


def _opened(stage: Stage, master_key: bytes) -> int:
    """How many open under this master key alone."""
    sealing = Sealing([MasterKey(master_key)])
    rows = list(stage.database["provider_keys"].find())
    return len([sealing.unseal(row["sealed"], "provider_key", row["_id"], row["provider"]) for row in rows])


async def _sealed_anew(stage: Stage, master_key: bytes, count: int) -> None:
    """Return once so many are."""
    query = {"sealed": {"$regex": f"^1\\.{MasterKey(master_key).id}\\."}}
    deadline = time.monotonic() + COMMAND_SECONDS
    while await stage.block(stage.database["provider_keys"].count_documents, query) < count:
        assert time.monotonic() < deadline, "the command sealed nothing anew"
        await asyncio.sleep(0.01)


async def _kill(stage: Stage, rotation: asyncio.Task[int]) -> None:
    await stage.book.strike_when(in_flight=1)
    assert not rotation.done(), "the rotation had ended before it was killed"
    rotation.cancel()
    await asyncio.gather(rotation, return_exceptions=True)


async def _start_anew(stage: Stage, server: Server, env: dict[str, str]) -> None:
    await stage.book.strike_when(in_flight=4)
    server.running.ask_to_end()
    code = await stage.block(server.running.wait, END_SECONDS)
    assert code == 0, f"{server.name} exited with {code}"
    server.change(env)
    await server.start()


async def _rotate(stage: Stage, env: dict[str, str]) -> int:
    """Runs the command; how many secrets it sealed anew. Cancelled, it is killed."""
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        PYTHON, "-m", "server.cli", "rotate-master-key", cwd=ROOT, stdout=-1, stderr=-1,
        env={**os.environ, "MONGODB_URI": stage.uri, "MONGODB_DATABASE": stage.name, **env},
    )  # fmt: skip
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode == 0, errors
    stage.within("a rotation", time.monotonic() - began, COMMAND_SECONDS)
    return int(output.split()[0])
