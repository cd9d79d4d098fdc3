"""Row 33: the key that signs is rotated under load; no server is started anew, and no good token is refused."""

import asyncio
import os
import time

import jwt

from tests.faults.everyday import everyday_load
from tests.faults.processes import PYTHON, ROOT
from tests.faults.sign_ins import SignIns
from tests.faults.stage import Stage

SIGNS_SECONDS = 20.0
"""Ten by design, and a round of questions on a busy machine."""


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    await everyday_load(stage, servers)
    async with SignIns(servers) as ada:
        newest = [await ada.register(), await ada.login(1)]
        issued = [each["accessToken"] for each in newest]
        await asyncio.sleep(stage.plan.between("milliseconds before the rotation", 200, 2_000) / 1_000)
        rotation = stage.start(_rotate(stage))
        while not rotation.done() or not _both_sign_with(rotation.result()[0], issued[-2:]):
            newest = [await ada.refresh(server, each["refreshToken"]) for server, each in enumerate(newest)]
            issued += [each["accessToken"] for each in newest]
            for token in issued[:2] + issued[-4:]:
                for server in range(len(servers)):
                    assert await ada.is_good(server, token), (server, jwt.get_unverified_header(token))
            await asyncio.sleep(0.5)
        stage.within(
            "until both servers signed with the new key", time.monotonic() - rotation.result()[1], SIGNS_SECONDS
        )
        stage.say(f"{len(issued)} tokens, each good at both servers all the time")
    await stage.load.stop()
    assert not [code for code in stage.book.codes() if "UNAUTHENTICATED" in code]
    await stage.reckon()


async def _rotate(stage: Stage) -> tuple[str, float]:
    """Runs the command; gives the new key's id, and when it was made."""
    process = await asyncio.create_subprocess_exec(
        PYTHON, "-m", "server.cli", "rotate-signing-key", cwd=ROOT, stdout=-1, stderr=-1,
        env={**os.environ, "MONGODB_URI": stage.uri, "MONGODB_DATABASE": stage.name},
    )  # fmt: skip
    output, errors = await process.communicate()
    assert process.returncode == 0, errors
    return output.decode().split()[0], time.monotonic()


def _both_sign_with(key_id: str, tokens: list[str]) -> bool:
    return all(jwt.get_unverified_header(token)["kid"] == key_id for token in tokens)
