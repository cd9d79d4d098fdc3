"""Removes what a person wrote, wherever it stands. Every step may be repeated."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Any

from models.conversation_share import ConversationShare
from models.generation import Generation, GenerationStatus
from models.message import Message
from models.relayed_text import KEPT_SECONDS
from services.conversation_texts import forget_relayed_text, forget_title

__all__ = ["empty_messages_elsewhere", "end_shares", "remove_relayed_texts", "stop_chats"]

_ROWS_AT_ONCE = 100


async def stop_chats(user_id: str) -> bool:
    """Have every running reply of the user end early, charged as any that is stopped; false while one has not ended."""
    generations = Generation.get_pymongo_collection()
    unfinished = {"user_id": user_id, "lease_until": {"$type": "date"}}
    running = {**unfinished, "status": GenerationStatus.RUNNING.value}
    await generations.update_many(running, {"$set": {"cancel_requested": True}})
    return await generations.find_one(unfinished, {"_id": True}) is None


async def empty_messages_elsewhere(user_id: str) -> None:
    """Of conversations of others: what the user wrote and had answered.

    The rows stay, since positions in a conversation have no gaps.
    """
    messages = Message.get_pymongo_collection()
    async for rows in _generations({"user_id": user_id, "owner_id": {"$type": "string"}}):
        names = [name for row in rows for name in (row["user_message_id"], row["reply_id"])]
        written = {"_id": {"$in": names}, "author_id": user_id}
        async for first in messages.find({**written, "position": 0}, {"conversation_id": 1, "content": 1}):
            await forget_title(first)
        await messages.update_many(written, {"$set": {"content": "", "search_text": "", "attachments": []}})


async def end_shares(user_id: str) -> None:
    """The user sees no conversation of others any more."""
    await ConversationShare.get_pymongo_collection().delete_many({"user_id": user_id})


async def remove_relayed_texts(user_id: str, now: datetime) -> None:
    """Copies of replies on their way between servers. What is older than they are kept is gone already."""
    since = now - timedelta(seconds=2 * KEPT_SECONDS)
    async for rows in _generations({"user_id": user_id, "created_at": {"$gte": since}}):
        for row in rows:
            await forget_relayed_text(row["_id"])


async def _generations(wanted: dict[str, Any]) -> AsyncGenerator[list[dict[str, Any]], None]:
    after: dict[str, Any] = {}
    fields = {"user_message_id": 1, "reply_id": 1}
    while True:
        found = Generation.get_pymongo_collection().find({**wanted, **after}, fields).sort("_id", 1)
        rows = await found.limit(_ROWS_AT_ONCE).to_list()
        if rows:
            yield rows
        if len(rows) < _ROWS_AT_ONCE:
            return
        after = {"_id": {"$gt": rows[-1]["_id"]}}
