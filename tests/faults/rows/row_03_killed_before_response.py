"""Row 3: kill -9 after settle, before the response; the same key gives the same result, charged once.

Two points: the charge is written and the messages are not, and all of it is written and only the answer is missing.
"""

from tests.faults.kill_points import KillPoint
from tests.faults.kills import killed_after_reply, recovered
from tests.faults.provider import provider
from tests.faults.stage import Stage

POINTS = (KillPoint("update", "generations"), KillPoint("commitTransaction", "", written=True))


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        stays = await stage.server(**upstream.settings)
        kills = [await killed_after_reply(stage, upstream, stays, point) for point in POINTS]
        await recovered(stage, kills)
        await stage.reckon()
        chats = [operation for chats in kills for operation in chats.operations]
        assert all(upstream.asked(operation.text) == 1 for operation in chats), "a reply was made twice"
        assert stage.database["ledger_entries"].count_documents({"kind": "settle"}) == len(chats)
        assert stage.database["messages"].count_documents({}) == 2 * len(chats)
