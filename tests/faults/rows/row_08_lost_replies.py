"""Row 8: the reply to a commit is lost, or says that the majority is not known; one effect each time."""

import asyncio

from tests.faults.cluster import WRITTEN
from tests.faults.everyday import everyday_load
from tests.faults.ledger_load import ledger_load
from tests.faults.stage import Stage

UNKNOWN_RESULT = 64  # WriteConcernFailed, https://www.mongodb.com/docs/manual/reference/error-codes/
NOT_PRIMARY_ANY_MORE = 91  # ShutdownInProgress
WRITES = ["insert", "findAndModify", "update", "commitTransaction"]


async def run(stage: Stage) -> None:
    # A client that waits no longer than 1.5 s closes its connection while the write is done: its reply is lost.
    impatient = {"MONGODB_TIMEOUT_MS": "1500"}
    servers = [await stage.server(**impatient), await stage.server()]
    await everyday_load(stage, servers)
    await ledger_load(stage, processes=1, wallets=4, tasks=16)
    primary = await stage.block(stage.cluster.primary)
    faults = ["late", "closed before", "unsure", "gone", "late", "closed before", "unsure"]
    for _ in range(len(faults)):
        await asyncio.sleep(stage.plan.between("milliseconds between two faults", 100, 700) / 1_000)
        fault = stage.plan.one_of("fault", faults)
        faults.remove(fault)
        await stage.book.strike_when(in_flight=4)
        if fault == "late":
            await _lost_after_write(stage)
        else:
            how = {
                "closed before": {"closeConnection": True},
                "unsure": {"writeConcernError": {"code": UNKNOWN_RESULT, "errmsg": "unsure"}},
                "gone": {"writeConcernError": {"code": NOT_PRIMARY_ANY_MORE, "errmsg": "going"}},
            }[fault]
            times = stage.plan.between("replies", 1, 12)
            await stage.block(stage.cluster.fail, primary, WRITES, times=times, **how)
    await asyncio.sleep(stage.seconds)
    await stage.block(stage.cluster.fail_off, primary)
    await stage.load.stop()
    await stage.reckon()


async def _lost_after_write(stage: Stage) -> None:
    """Writes are carried out, and nobody hears of it for longer than the impatient wait."""
    primary = await stage.block(stage.cluster.primary)
    await stage.block(stage.cluster.hang, primary, WRITTEN)
    await asyncio.sleep(stage.plan.between("milliseconds without replies", 1_600, 2_500) / 1_000)
    await stage.block(stage.cluster.fail_off, primary, WRITTEN)
