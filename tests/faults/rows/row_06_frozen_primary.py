"""Row 6: the primary is frozen, then the whole set; everybody gets an answer within 10 s, never a hang."""

import asyncio

from tests.faults.everyday import answered_in_time, everyday_load
from tests.faults.stage import Stage

CALM_SECONDS = 10
"""Between the two: the limit is that of one stall, and nobody promises two for the price of one."""


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    await everyday_load(stage, servers)
    await asyncio.sleep(stage.plan.between("milliseconds of load before the fault", 500, 1_500) / 1_000)
    await stage.book.strike_when(in_flight=4)
    primary = await stage.block(stage.cluster.primary)
    primary.running.freeze()
    await asyncio.sleep(stage.plan.between("seconds that the primary is frozen", 3, 14))
    primary.running.thaw()
    await stage.block(stage.cluster.wait_healthy)
    await asyncio.sleep(CALM_SECONDS)
    await stage.book.strike_when(in_flight=4)
    for node in stage.cluster.nodes:
        node.running.freeze()
    await asyncio.sleep(stage.plan.between("seconds that the whole set is frozen", 11, 14))
    for node in stage.cluster.nodes:
        node.running.thaw()
    await asyncio.sleep(stage.seconds)
    await stage.load.stop()
    answered_in_time(stage)
    await stage.block(stage.cluster.wait_healthy)
    await stage.reckon()
