"""Row 9: 150 spends at once on one wallet, then 8 processes that never let it cool; exact, bounded, nobody starves."""

import asyncio
import time

from tests.faults.book import Operation
from tests.faults.cluster import Cluster
from tests.faults.ledger_load import give
from tests.faults.load import carry_out, send_once
from tests.faults.stage import Stage
from tests.faults.workers import LedgerProcess

WALLET = "wal_hot"
SPENDS = 150
PROCESSES = 8
TASKS_OF_A_PROCESS = 4
TURNS = 12
TOKENS = 1_000_000
MOST_TRIES = 30
"""Inserts that mongod saw, for each entry that was stored. Each lost race costs one."""
SLOWEST_SECONDS = 9.5
"""The ledger's own deadline, beyond which a caller would have been refused, and what the driver's machine may add."""


async def run(stage: Stage) -> None:
    setting_up = await stage.server()
    setting_up.close()
    processes = await stage.ledger_processes(PROCESSES)
    await give(stage, processes[0], WALLET, TOKENS)
    tried = await stage.block(_inserts, stage.cluster)
    await _rush(stage, processes)
    await _steady(stage, processes)
    tried = await stage.block(_inserts, stage.cluster) - tried
    stored = stage.database["ledger_entries"].count_documents({"wallet": WALLET})
    stage.say(f"{tried} inserts tried for {stored} entries: {tried / stored:.1f} each (at most {MOST_TRIES})")
    assert tried <= MOST_TRIES * stored
    result = await stage.reckon()
    spent = sum(op.amount for op in stage.book.operations if op.kind == "spend" and op.done)
    assert result.available[WALLET] == TOKENS - spent


async def _rush(stage: Stage, processes: list[LedgerProcess]) -> None:
    """All at once, each sent once: none may be refused or left open."""
    dice = stage.plan.stream("rush")
    tasks = []
    for number in range(SPENDS):
        operation = Operation("spend", f"spend:rush-{number}", WALLET, amount=dice.randint(1, 100))
        tasks.append(stage.start(send_once(stage.book.note(operation), dice.choice(processes).attempt)))
    await stage.book.strike_when(in_flight=SPENDS // 2)
    await asyncio.gather(*tasks)
    assert all(op.done for op in stage.book.operations), stage.book.codes()
    stage.within(f"{SPENDS} spends at once", stage.book.slowest_seconds(), SLOWEST_SECONDS)


async def _steady(stage: Stage, processes: list[LedgerProcess]) -> None:
    """Every process keeps spending; the one that gets least still gets everything done."""
    finished: dict[str, float] = {}
    began = time.monotonic()

    async def spend(process: LedgerProcess, task: int) -> None:
        dice = stage.plan.stream(f"{process.name}/{task}")
        for turn in range(TURNS):
            key = f"spend:{process.name}-{task}-{turn}"
            operation = stage.book.note(Operation("spend", key, WALLET, amount=dice.randint(1, 100)))
            await carry_out(operation, [process.attempt], dice)
        finished[process.name] = time.monotonic() - began

    await asyncio.gather(*(spend(process, task) for process in processes for task in range(TASKS_OF_A_PROCESS)))
    slowest = max(op.slowest_seconds for op in stage.book.operations)
    stage.within("slowest single spend", slowest, SLOWEST_SECONDS)
    stage.say(
        f"the first process was done after {min(finished.values()):.2f} s, the last after {max(finished.values()):.2f}"
    )
    assert not any(op.codes for op in stage.book.operations), "somebody starved"


def _inserts(cluster: Cluster) -> int:
    with cluster.primary().direct() as client:
        return int(client.admin.command("serverStatus")["opcounters"]["insert"])
