"""Which conversations have the words that a user searches for: their own, and those that are shared with them."""

from collections.abc import Mapping
from typing import Any

from models.conversation import Conversation
from models.conversation_share import ConversationShare
from models.message import Message
from services.search_text import text_query

__all__ = ["MOST_FOUND", "MOST_OWNERS", "found_ids", "shared_with"]

MOST_FOUND = 1_000
"""Conversations that one search looks at."""
MOST_OWNERS = 50
"""Others whose shared conversations one search looks at."""
_MOST_MESSAGES_FOUND = 20_000
_SEARCH_MILLISECONDS = 3_000


async def shared_with(user_id: str) -> dict[str, str]:
    """The conversations that are shared with a user: the owner of each, the newest share first."""
    rows = ConversationShare.get_pymongo_collection().find(
        {"user_id": user_id}, {"conversation_id": True, "owner_id": True}
    )
    return {row["conversation_id"]: row["owner_id"] async for row in rows.sort("_id", -1)}


async def found_ids(user_id: str | None, of_others: Mapping[str, str], search: str) -> list[str]:
    """Ids of conversations that have every word of `search` in their title or in one message.

    Those of `user_id`, where it is not None, and of `of_others`, which tells the owner of each.
    """
    query = text_query(search)
    if query is None:
        return []
    titles: list[list[dict[str, Any]]] = []
    messages: list[list[dict[str, Any]]] = []
    for owner, ids in _where(user_id, of_others).items():
        match = {"user_id": owner, **query}
        in_titles = match if ids is None else {**match, "_id": {"$in": ids}}
        in_messages = match if ids is None else {**match, "conversation_id": {"$in": ids}}
        titles.append([{"$match": in_titles}, {"$limit": MOST_FOUND}, {"$project": {"_id": 1}}])
        messages.append(
            [{"$match": in_messages}, {"$limit": _MOST_MESSAGES_FOUND}, {"$group": {"_id": "$conversation_id"}}]
        )
    if not titles:
        return []
    found: set[str] = set()
    for collection, (first, *others) in (
        (Conversation.get_pymongo_collection(), titles),
        (Message.get_pymongo_collection(), messages),
    ):
        # In one question with one limit of time: the index has the texts of one owner at a time.
        stages = [*first, *({"$unionWith": {"coll": collection.name, "pipeline": each}} for each in others)]
        rows = await collection.aggregate([*stages, {"$limit": MOST_FOUND}], maxTimeMS=_SEARCH_MILLISECONDS)
        found.update([row["_id"] async for row in rows])
    return sorted(found)[:MOST_FOUND]


def _where(user_id: str | None, of_others: Mapping[str, str]) -> dict[str, list[str] | None]:
    """By owner, the conversations to look at; None for all."""
    where: dict[str, list[str] | None] = {} if user_id is None else {user_id: None}
    for conversation_id, owner in of_others.items():
        if owner in where or len(where) <= MOST_OWNERS:
            ids = where.setdefault(owner, [])
            if ids is not None:
                ids.append(conversation_id)
    return where
