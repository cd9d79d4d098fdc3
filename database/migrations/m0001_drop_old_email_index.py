"""Users may be without an e-mail address. An index of before counts all of these as one address; it is not used now."""

from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from database.migrations.step import Step

DESCRIPTION = "Drop an old index of e-mail addresses, which does not allow several users without one."
_INDEX = "email_unique"


async def is_quick(_database: AsyncDatabase[dict[str, Any]]) -> bool:
    """Dropping an index is."""
    return True


async def run(step: Step) -> None:
    """Drop it, where it is there."""
    users = step.database["users"]
    if _INDEX in await users.index_information():
        await users.drop_index(_INDEX)
