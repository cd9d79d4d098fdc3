"""Row 4: kill -9 of the primary in mid-commit; no acknowledged entry is lost, none stands twice."""

import asyncio

from tests.faults.everyday import everyday_load
from tests.faults.stage import Stage

BACK_SECONDS = 15
"""MongoDB's own time to notice the death and elect (here 2 s for the first), and a margin."""


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    pause = stage.plan.between("milliseconds of load before the fault", 800, 2_000)
    restart = stage.plan.between("milliseconds until the killed mongod is started again", 0, 4_000)
    await everyday_load(stage, servers)
    await asyncio.sleep(pause / 1_000)
    primary = await stage.block(stage.cluster.primary)
    # Writes are done and wait for their majority when the process dies: nobody has been told of them.
    hits = await stage.block(stage.cluster.hang, primary, "hangBeforeWaitingForWriteConcern")
    await stage.block(stage.cluster.wait_hit, primary, hits + 2, point="hangBeforeWaitingForWriteConcern")
    await stage.book.strike_when(in_flight=4)
    await stage.block(primary.running.kill)
    await asyncio.sleep(restart / 1_000)
    await stage.block(primary.start)
    await asyncio.sleep(stage.seconds)
    await stage.load.stop()
    stage.within("longest time without service", stage.book.seconds_without_service(), BACK_SECONDS)
    await stage.block(stage.cluster.heal)
    await stage.reckon()
