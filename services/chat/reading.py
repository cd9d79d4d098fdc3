"""Reads what was said before a message, as far back as a model's window can reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gateways.providers import ChatImage, ChatTurn
from models.message import Attachment, Message
from services.chat.history import MOST_TURNS
from services.chat.image_choice import image_of
from services.chat.placement import Placement
from services.sharing.access import accesses_to

__all__ = ["EarlierTurns", "newest_turns"]


@dataclass(frozen=True, slots=True)
class EarlierTurns:
    """The turns before a message, as far as they were read, and how many there are in all."""

    newest_first: Sequence[ChatTurn] = ()
    count: int = 0
    may_be_fetched: Sequence[ChatTurn] = ()
    """`newest_first` without the images of authors who see the conversation no more: nobody's hosts are asked on."""


async def newest_turns(placement: Placement, budget: int) -> EarlierTurns:
    """No more turns than `budget`, in estimated tokens, can hold. Empty replies are no turns."""
    query = placement.earlier()
    if query is None:
        return EarlierTurns()
    # A model that only thought left an empty reply, which providers do not take back.
    query["content"] = {"$ne": ""}
    rows: Any = Message.get_pymongo_collection()
    turns: list[ChatTurn] = []
    authors: list[str | None] = []
    characters = 0
    fields = {"role": 1, "content": 1, "attachments": 1, "author_id": 1}
    async for row in rows.find(query, fields).sort("position", -1).limit(MOST_TURNS):
        characters += len(row["content"])
        turns.append(ChatTurn(row["role"], row["content"], _images(row)))
        authors.append(row.get("author_id"))
        if characters > 2 * budget:  # a character is at least half an estimated token: nothing more can fit
            break
    whole = characters <= 2 * budget and len(turns) < MOST_TURNS
    count = len(turns) if whole else await rows.count_documents(query)
    return EarlierTurns(turns, count, await _fetchable(placement, turns, authors))


async def _fetchable(
    placement: Placement, turns: Sequence[ChatTurn], authors: Sequence[str | None]
) -> Sequence[ChatTurn]:
    conversation = placement.conversation
    others = {author for turn, author in zip(turns, authors, strict=True) if turn.images and author is not None}
    if conversation is None or others <= {conversation.user_id}:
        return turns
    asked = [(author, conversation.id, conversation.user_id) for author in others]
    accesses = await accesses_to(asked)
    gone = {author for (author, *_), access in zip(asked, accesses, strict=True) if access is None}
    return [replace(turn, images=()) if author in gone else turn for turn, author in zip(turns, authors, strict=True)]


def _images(row: dict[str, Any]) -> tuple[ChatImage, ...]:
    return tuple(image_of(Attachment.model_validate(each)) for each in row.get("attachments", ()))
