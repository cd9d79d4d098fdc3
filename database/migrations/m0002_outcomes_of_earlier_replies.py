"""The overview is summed from outcomes. Replies of before have none: what is known of them is written down now.

How long they took, and what they cost the provider's customer, was kept nowhere and stays unknown.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from database.migrations.step import Step

DESCRIPTION = "Write the outcomes of replies down that ended before outcomes were kept, for the overview."
_AT_ONCE = 1_000
_QUICK_ROWS = 100_000
_KEPT_DAYS = 40
_DUPLICATE = 11_000


async def is_quick(database: AsyncDatabase[dict[str, Any]]) -> bool:
    """Up to 100,000 take some seconds."""
    return await database["generations"].estimated_document_count() <= _QUICK_ROWS


async def run(step: Step) -> None:
    """Go through all generations by their ids; then let the sums begin at the oldest outcome."""
    generations, outcomes = step.database["generations"], step.database["chat_outcomes"]
    expires_at = datetime.now(UTC) + timedelta(days=_KEPT_DAYS)
    while True:
        beyond = {} if step.cursor is None else {"_id": {"$gt": step.cursor}}
        rows = await generations.find(beyond).sort("_id", 1).limit(_AT_ONCE).to_list()
        if not rows:
            break
        ended = [row for row in rows if row.get("status") in {"done", "failed"} and row.get("ended_at") is not None]
        made = [_outcome(row, expires_at) for row in ended]
        if made:
            await _insert(outcomes, made)
        await step.save(rows[-1]["_id"], len(rows))
    await step.database["sweep_cursors"].delete_many({"_id": {"$in": ["overview", "overview days"]}})


async def _insert(outcomes: Any, rows: list[dict[str, Any]]) -> None:
    try:
        await outcomes.insert_many(rows, ordered=False)
    except BulkWriteError as error:
        if any(each["code"] != _DUPLICATE for each in error.details["writeErrors"]):
            raise


def _outcome(row: dict[str, Any], expires_at: datetime) -> dict[str, Any]:
    result, failure = row.get("result") or {}, row.get("failure") or {}
    usage = result.get("usage") or {}
    done = row["status"] == "done"

    def tokens(*kinds: str) -> Int64:
        return Int64(sum(usage.get(f"{kind}_tokens", 0) for kind in kinds) if done else 0)

    return {
        "_id": f"{row['_id']}.{row.get('attempt', 1)}",
        "at": row["ended_at"],
        "user_id": row["user_id"],
        "purpose": row.get("purpose", "chat"),
        "provider": row["provider"],
        "model_id": row["model_id"],
        "state": row["status"],
        "code": None if done else failure.get("code", "CHAT_FAILED"),
        "broke_off": done and result.get("finish_reason") == "cut",
        "failed_routes": [],
        "input_tokens": tokens("input", "cache_read", "cache_write"),
        "output_tokens": tokens("output", "reasoning"),
        "cost": Int64(usage.get("cost", 0) if done else 0),
        "expires_at": expires_at,
    }
