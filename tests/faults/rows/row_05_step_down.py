"""Row 5: the primary steps down under load; service is back in 5 s and nothing is lost."""

import asyncio

from tests.faults.everyday import everyday_load
from tests.faults.stage import Stage

BACK_SECONDS = 5


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    pause = stage.plan.between("milliseconds of load before the fault", 800, 2_000)
    away = stage.plan.between("seconds that the old primary stays out", 5, 20)
    await everyday_load(stage, servers)
    await asyncio.sleep(pause / 1_000)
    await stage.book.strike_when(in_flight=4)
    await stage.block(stage.cluster.step_down, away)
    await asyncio.sleep(stage.seconds)
    await stage.load.stop()
    stage.within("longest time without service", stage.book.seconds_without_service(), BACK_SECONDS)
    await stage.reckon()
