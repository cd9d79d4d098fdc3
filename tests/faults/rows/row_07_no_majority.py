"""Row 7: two of three nodes are dead; stable codes, 503 at /ready, and nothing is credited that is not there later."""

import asyncio
import time

import httpx

from tests.faults.everyday import answered_in_time, everyday_load
from tests.faults.stage import Stage

TOLD_SECONDS = 15
BACK_SECONDS = 15
STABLE = {
    "LEDGER_UNAVAILABLE", "UNKNOWN_OUTCOME", "CHAT_UNAVAILABLE", "CHAT_STILL_RUNNING", "IDENTITY_UNAVAILABLE",
    "CLAIM_TOO_EARLY", "TIMEOUT", "MODELS_UNAVAILABLE",
}  # fmt: skip


async def run(stage: Stage) -> None:
    servers = await stage.two_servers()
    await everyday_load(stage, servers)
    await asyncio.sleep(stage.plan.between("milliseconds of load before the fault", 500, 1_500) / 1_000)
    primary = await stage.block(stage.cluster.primary)
    dead = [node for node in stage.cluster.nodes if node is not primary]
    if stage.plan.one_of("whether the primary is among the dead", (True, False)):
        dead[0] = primary
    await stage.book.strike_when(in_flight=4)
    struck = time.monotonic()
    for node in dead:
        await stage.block(node.running.kill)
    async with httpx.AsyncClient(timeout=5) as http:
        while (await http.get(f"{servers[0].url}/ready")).status_code != httpx.codes.SERVICE_UNAVAILABLE:
            assert time.monotonic() - struck < TOLD_SECONDS, "/ready never said no"
            await asyncio.sleep(0.1)
    stage.within("until /ready said 503", time.monotonic() - struck, TOLD_SECONDS)
    written = stage.plan.between("seconds without a majority", 8, 14)
    await asyncio.sleep(written)
    for node in dead:
        await stage.block(node.start)
    await stage.block(stage.cluster.wait_healthy)
    whole = time.monotonic()
    await asyncio.sleep(stage.seconds)
    await stage.load.stop()
    back = min(op.answered_at for op in stage.book.operations if op.done and op.sent_at > whole)
    stage.within("from a whole set to service", back - whole, BACK_SECONDS)
    answered_in_time(stage)
    unstable = set(stage.book.codes()) - STABLE
    assert not unstable, f"codes without a promise: {unstable}"
    await stage.reckon()
