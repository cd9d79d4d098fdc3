"""Reads what was said before a message, as far back as a model's window can reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gateways.providers import ChatImage, ChatTurn
from models.message import Attachment, Message
from services.chat.history import MOST_TURNS
from services.chat.image_choice import image_of
from services.chat.placement import Placement

__all__ = ["EarlierTurns", "newest_turns"]


@dataclass(frozen=True, slots=True)
class EarlierTurns:
    """The turns before a message, as far as they were read, and how many there are in all."""

    newest_first: Sequence[ChatTurn] = ()
    count: int = 0


async def newest_turns(placement: Placement, budget: int) -> EarlierTurns:
    """No more turns than `budget`, in estimated tokens, can hold. Empty replies are no turns."""
    query = placement.earlier()
    if query is None:
        return EarlierTurns()
    # A model that only thought left an empty reply, which providers do not take back.
    query["content"] = {"$ne": ""}
    rows: Any = Message.get_pymongo_collection()
    turns: list[ChatTurn] = []
    characters = 0
    fields = {"role": 1, "content": 1, "attachments": 1}
    async for row in rows.find(query, fields).sort("position", -1).limit(MOST_TURNS):
        characters += len(row["content"])
        turns.append(ChatTurn(row["role"], row["content"], _images(row)))
        if characters > 2 * budget:  # a character is at least half an estimated token: nothing more can fit
            return EarlierTurns(turns, await rows.count_documents(query))
    count = len(turns) if len(turns) < MOST_TURNS else await rows.count_documents(query)
    return EarlierTurns(turns, count)


def _images(row: dict[str, Any]) -> tuple[ChatImage, ...]:
    return tuple(image_of(Attachment.model_validate(each)) for each in row.get("attachments", ()))
