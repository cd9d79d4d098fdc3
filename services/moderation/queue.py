"""The admins' queue: messages that users have flagged, and what was decided about them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from models.message import Message, ReviewState
from models.message_flag import MessageFlag
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = ["MOST_FLAGS_SHOWN", "ReviewedMessage", "queue_page", "queue_position", "with_flags"]

MOST_FLAGS_SHOWN = 20
"""Of one message, the oldest ones."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_POSITION = re.compile(r"(\d{1,15})/([a-z]{3}_[0-9a-z]{1,60})")


@dataclass(frozen=True, slots=True)
class ReviewedMessage:
    """A message with a review, and the first of its flags."""

    message: Message
    flags: Sequence[MessageFlag]


async def queue_page(state: ReviewState, request: PageRequest) -> Page[ReviewedMessage]:
    """Those in this state, the one that is longest in it first; positions are `queue_position`. Raises PyMongoError.

    One that changes its state while the list is read leaves it; one that comes into it comes last.
    """
    query: dict[str, Any] = {"review": {"$type": "object"}, "review.state": state.value}
    if request.after is not None:
        since, message_id = _read_position(request.after)
        later = [{"review.since": {"$gt": since}}, {"review.since": since, "_id": {"$gt": message_id}}]
        query |= {"review.since": {"$gte": since}, "$or": later}
    stages: list[dict[str, Any]] = [
        {"$match": query},
        {"$sort": {"review.since": 1, "_id": 1}},
        {"$limit": request.first + 1},
        *_FLAGS,
    ]
    return Page.cut(await _read(stages), request.first)


async def with_flags(message_id: str) -> ReviewedMessage | None:
    """One message; None where there is none, or nobody has flagged or removed it."""
    found = await _read([{"$match": {"_id": message_id, "review": {"$type": "object"}}}, *_FLAGS])
    return found[0] if found else None


def queue_position(row: ReviewedMessage) -> str:
    """Its place in the queue: Unix milliseconds since when it is in its state, and its id."""
    review = row.message.review
    if review is None:
        raise ValueError(f"{row.message.id} has no review")
    return f"{(review.since - _EPOCH) // _MILLISECOND}/{row.message.id}"


_FLAGS: list[dict[str, Any]] = [
    {
        "$lookup": {
            "from": MessageFlag.Settings.name,
            "localField": "_id",
            "foreignField": "message_id",
            "pipeline": [{"$sort": {"at": 1}}, {"$limit": MOST_FLAGS_SHOWN}],
            "as": "flags",
        }
    }
]


async def _read(stages: list[dict[str, Any]]) -> list[ReviewedMessage]:
    rows = await Message.get_pymongo_collection().aggregate(stages)
    return [
        ReviewedMessage(
            Message.model_validate({name: value for name, value in row.items() if name != "flags"}),
            [MessageFlag.model_validate(flag) for flag in row["flags"]],
        )
        async for row in rows
    ]


def _read_position(position: str) -> tuple[datetime, str]:
    match = _POSITION.fullmatch(position)
    try:
        if match is not None:
            return _EPOCH + int(match[1]) * _MILLISECOND, match[2]
    except OverflowError:
        pass
    raise InvalidInputError("after", "is not a cursor of this list.")
