"""Users' flags: one a user and message, a bounded number a day; each puts the message into the admins' queue."""

from datetime import datetime, timedelta

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from messages import Phrase
from models.message import Message, ReviewState
from models.message_flag import FlagCategory, MessageFlag
from services.clock import Clock
from services.errors import InvalidInputError
from services.moderation.errors import MessageRemovedError, TooManyFlagsError
from services.sharing import Access, message_for
from services.transactions import in_transaction

__all__ = ["MOST_FLAGS_A_DAY", "MOST_REASON_CHARACTERS", "Flags", "checked_reason"]

MOST_REASON_CHARACTERS = 500
MOST_FLAGS_A_DAY = 50
"""Of one user, within any 24 hours; calls at once may pass it by one each."""
_DAY = timedelta(days=1)


class Flags:
    """One for a process. Raises PyMongoError."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def flag(self, user_id: str, message_id: str, category: FlagCategory, reason: str) -> MessageFlag:
        """The user's flag of a message that they see. The first one stays, whatever is said later.

        Raises InvalidInputError, NotFoundError, MessageRemovedError, TooManyFlagsError.
        """
        words = checked_reason(reason)
        found, _ = await message_for(user_id, message_id, Access.READ)
        flag_id = f"{message_id}.{user_id}"
        stored = await MessageFlag.get(flag_id)
        if stored is not None:
            return stored
        if found.removed_at is not None:
            raise MessageRemovedError
        now = self._clock()
        if await MessageFlag.find({"user_id": user_id, "at": {"$gt": now - _DAY}}).count() >= MOST_FLAGS_A_DAY:
            raise TooManyFlagsError(MOST_FLAGS_A_DAY)
        flag = MessageFlag(
            id=flag_id,
            message_id=message_id,
            conversation_id=found.conversation_id,
            user_id=user_id,
            category=category,
            reason=words,
            at=now,
        )
        try:
            await in_transaction(lambda session: _write(session, flag, now))
        except DuplicateKeyError:  # another call of the same user was faster
            stored = await MessageFlag.get(flag_id)
            return flag if stored is None else stored
        return flag


async def _write(session: AsyncClientSession, flag: MessageFlag, now: datetime) -> None:
    """The row and the message's place in the queue, so that neither is without the other.

    A message that is removed, or goes with its conversation, at the same moment is a conflict: this is tried again.
    """
    await flag.insert(session=session)
    is_open = {"$eq": ["$review.state", ReviewState.OPEN.value]}
    review = {
        "flags": {"$add": [{"$ifNull": ["$review.flags", 0]}, 1]},
        "since": {"$cond": [is_open, "$review.since", now]},
        "state": ReviewState.OPEN.value,
    }
    changed = await Message.get_pymongo_collection().update_one(
        {"_id": flag.message_id, "removed_at": None},
        [{"$set": {"review": {"$mergeObjects": ["$review", review]}}}],
        session=session,
    )
    if not changed.matched_count:
        raise MessageRemovedError


def checked_reason(reason: str) -> str:
    """`reason` without blanks around it; raises InvalidInputError."""
    if not reason.strip() or len(reason) > MOST_REASON_CHARACTERS or "\x00" in reason:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=MOST_REASON_CHARACTERS))
    return reason.strip()
