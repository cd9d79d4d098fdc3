"""How a conversation is named, and what stands elsewhere of a message whose text is removed."""

from collections.abc import Mapping
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from models.conversation import Conversation
from models.relayed_text import RelayedText

__all__ = ["forget_relayed_text", "forget_title", "title_of"]

TITLE_CHARACTERS = 50


def title_of(message: str) -> str:
    """The first 50 characters of the first message, white space run together."""
    return " ".join(message.split())[:TITLE_CHARACTERS]


async def forget_title(message: Mapping[str, Any], session: AsyncClientSession | None = None) -> None:
    """A conversation that nobody named is called by its first message, `message` as it was stored. May be repeated."""
    named_by_it = {"_id": message["conversation_id"], "title": title_of(message["content"])}
    empty = {"title": "", "search_text": ""}
    await Conversation.get_pymongo_collection().update_one(named_by_it, {"$set": empty}, session=session)


async def forget_relayed_text(generation_id: str, session: AsyncClientSession | None = None) -> None:
    """Copies of a reply on their way between servers, of all its attempts: `<id>.<attempt>:<number>`."""
    pieces = {"$gte": f"{generation_id}.", "$lt": f"{generation_id}/"}
    await RelayedText.get_pymongo_collection().delete_many({"_id": pieces}, session=session)
