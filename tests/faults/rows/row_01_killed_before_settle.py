"""Row 1: kill -9 after the provider's reply, before settle; the hold is resolved once.

Two points: the reply is not recorded yet (the work is lost, nothing is charged, the same key begins again), and it is
recorded but not charged yet (whoever takes over charges it).
"""

from tests.faults.kill_points import KillPoint
from tests.faults.kills import killed_after_reply, recovered
from tests.faults.provider import provider
from tests.faults.stage import Stage

POINTS = (KillPoint("findAndModify", "generations"), KillPoint("insert", "ledger_entries"))


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        stays = await stage.server(**upstream.settings)
        kills = [await killed_after_reply(stage, upstream, stays, point) for point in POINTS]
        await recovered(stage, kills)
        await stage.reckon()
        _, recorded = kills
        charged = stage.database["ledger_entries"].count_documents({"kind": "settle"})
        chats = [operation for chats in kills for operation in chats.operations]
        left_unrecorded = sum(operation.abandoned for operation in kills[0].operations)
        # Who asked again pays once, and so does who left a recorded reply. An unrecorded one may yet be recorded:
        # mongod sometimes carries out what a connection that is gone has asked for.
        assert 0 <= len(chats) - charged <= left_unrecorded, (charged, len(chats), left_unrecorded)
        assert all(upstream.asked(operation.text) == 1 for operation in recorded.operations)
