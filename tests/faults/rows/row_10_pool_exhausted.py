"""Row 10: more requests than connections, while the database answers slowly; quick refusals, then normal."""

import asyncio
import time

from tests.faults.everyday import next_operation
from tests.faults.load import carry_out
from tests.faults.people import Person
from tests.faults.server import Server
from tests.faults.stage import Stage

POOL = "4"
SLOW_MILLISECONDS = 2_000
READS = ["find", "aggregate"]
BUSY_SECONDS = 2.0
"""What "quick" means for one who is refused; most of it is what 250 requests at once cost."""
BACK_SECONDS = 3.0


async def run(stage: Stage) -> None:
    server = await stage.server(MONGODB_POOL_SIZE=POOL)
    person = await stage.person(server)
    at_once = stage.plan.between("requests at once", 120, 250)
    primary = await stage.block(stage.cluster.primary)
    await stage.block(
        stage.cluster.fail, primary, [*READS, "insert", "findAndModify"], blockConnection=True,
        blockTimeMS=SLOW_MILLISECONDS, namespace=None,
    )  # fmt: skip
    tasks = [stage.start(_one(stage, person, server, number)) for number in range(at_once)]
    await stage.book.strike_when(in_flight=at_once // 2)
    await asyncio.sleep(stage.plan.between("milliseconds of slowness", 4_000, 6_000) / 1_000)
    await stage.block(stage.cluster.fail_off, primary)
    normal = time.monotonic()
    probe = stage.book.note(next_operation(person, "balance"))
    await carry_out(probe, stage.ways(person, [server]), stage.plan.stream("probe"))
    stage.within("from a quick database to a normal answer", time.monotonic() - normal, BACK_SECONDS)
    await asyncio.gather(*tasks)
    stage.say(f"slowest answers in seconds: {stage.book.slowest_by_kind()}")
    busy = [op.waited["SERVER_BUSY"] for op in stage.book.operations if "SERVER_BUSY" in op.waited]
    assert busy, "nobody was told that the server is busy"
    stage.within(f"{len(busy)} of {at_once} were told that the server is busy; the slowest", max(busy), BUSY_SECONDS)
    stage.within("slowest answer", stage.book.slowest_seconds(), 10.5)
    await stage.reckon()


async def _one(stage: Stage, person: Person, server: Server, number: int) -> None:
    operation = stage.book.note(next_operation(person, "balance" if number % 4 else "claim"))
    await carry_out(operation, stage.ways(person, [server]), stage.plan.stream(operation.key))
