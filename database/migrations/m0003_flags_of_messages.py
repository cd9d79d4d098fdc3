"""A message had one flag, on itself. Flags are rows now, one for each user, and the message says where it stands."""

from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from database.migrations.step import Step

DESCRIPTION = "Put the flags of messages into rows of their own, and their messages into the queue for admins."
_INDEX = "flagged"
_AT_ONCE = 100
_FLAGGED = {"flag": {"$type": "object"}}


async def is_quick(_database: AsyncDatabase[dict[str, Any]]) -> bool:
    """An index leads to the few messages that are flagged; where it is not, none is."""
    return True


async def run(step: Step) -> None:
    """Go from one flagged message to the next; each is done when it has no flag any more."""
    messages = step.database["messages"]
    if _INDEX not in await messages.index_information():
        return
    while rows := await messages.find(_FLAGGED).hint(_INDEX).limit(_AT_ONCE).to_list():
        for row in rows:
            await _move(step.database, row)
        await step.save(None, len(rows))
    await messages.drop_index(_INDEX)


async def _move(database: AsyncDatabase[dict[str, Any]], row: dict[str, Any]) -> None:
    flag = row["flag"]
    stored = {
        "message_id": row["_id"],
        "conversation_id": row["conversation_id"],
        "user_id": flag["by"],
        "category": "other",
        "reason": flag["reason"],
        "at": flag["at"],
    }
    if flag["reason"]:  # else its user's account is erased
        await database["message_flags"].update_one(
            {"_id": f"{row['_id']}.{flag['by']}"}, {"$setOnInsert": stored}, upsert=True
        )
    review = {"state": "open", "since": flag["at"], "flags": 1}
    await database["messages"].update_one({"_id": row["_id"]}, {"$set": {"review": review}, "$unset": {"flag": ""}})
