"""Row 2: kill -9 after the hold, before the provider call; the hold is released."""

import asyncio
import itertools

from tests.faults.book import Operation
from tests.faults.chats import Chats
from tests.faults.kill_points import KillPoint, kill_at
from tests.faults.kills import recovered
from tests.faults.load import carry_out, send_once
from tests.faults.provider import provider
from tests.faults.stage import Stage

HELD = KillPoint("insert", "ledger_entries", written=True)
SWEPT_SECONDS = 20
"""Holds of 4 s, a sweep each 5 s, a margin."""


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        stays = await stage.server(**upstream.settings)
        victim = await stage.server(**upstream.settings)
        people = [await stage.person(victim) for _ in range(stage.plan.between("people in flight", 2, 4))]
        chats = Chats(stage, people, victim, stays)
        await kill_at(stage, victim, HELD, chats.go)
        before = stage.database["ledger_entries"].count_documents({"kind": "hold"})
        assert before, "no hold was written when the server died"
        assert not any(upstream.asked(operation.text) for operation in chats.operations), "the provider was asked"
        stage.say(f"{before} holds stand, and the provider was never asked for their replies")
        await _killed_ledger(stage)
        await recovered(stage, [chats])
        left = [operation for operation in chats.operations if operation.abandoned]
        assert not any(upstream.asked(operation.text) for operation in left)
        await stage.reckon()


async def _killed_ledger(stage: Stage) -> None:
    """The same without a chat: a process opens holds of 4 s and dies; a server's sweeper returns each of them once."""
    process, stays = await stage.ledger_processes(2)
    dice = stage.plan.stream("holds")
    grant = stage.book.note(Operation("grant", "grant:w", "wal_holds", amount=1_000_000))
    await carry_out(grant, [stays.attempt], dice)
    numbers = itertools.count()

    async def hold() -> None:
        while process.alive:
            number = next(numbers)
            name = f"hold-{number}"
            operation = Operation("hold", f"hold:{number}", "wal_holds", amount=dice.randint(1, 900), hold=name)
            operation.abandoned = True
            await send_once(stage.book.note(operation), process.attempt)

    tasks = [stage.start(hold()) for _ in range(8)]
    await asyncio.sleep(stage.plan.between("milliseconds of holds", 50, 400) / 1_000)
    await stage.book.strike_when(in_flight=1)
    process.kill()
    await asyncio.gather(*tasks)
    began = asyncio.get_running_loop().time()
    while await stage.block(_open_holds, stage):
        assert asyncio.get_running_loop().time() - began < SWEPT_SECONDS, "holds are open after their expiry"
        await asyncio.sleep(0.2)
    opened = await stage.block(
        stage.database["ledger_entries"].count_documents, {"wallet": "wal_holds", "kind": "hold"}
    )
    stage.within(
        f"{opened} holds of a killed process returned", asyncio.get_running_loop().time() - began, SWEPT_SECONDS
    )


def _open_holds(stage: Stage) -> int:
    rows = stage.database["ledger_entries"]
    wallet = {"wallet": "wal_holds"}
    return rows.count_documents({**wallet, "kind": "hold"}) - rows.count_documents({**wallet, "kind": "release"})
