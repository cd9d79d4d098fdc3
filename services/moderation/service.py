"""The block list, asked before anything is sent to a model; users' flags of messages, and what admins decide."""

import re

from messages import Phrase
from models.block import Block, BlockKind
from models.message import ReviewState
from models.message_flag import FlagCategory, MessageFlag
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.moderation.block_list import MOST_BLOCKS, BlockList
from services.moderation.edits import BlockEdits, compared
from services.moderation.errors import ModerationUnavailableError
from services.moderation.flags import Flags
from services.moderation.queue import ReviewedMessage, queue_page, with_flags
from services.moderation.reviews import Decision, MessageReviews
from services.paging import Page, PageRequest

__all__ = ["MOST_VALUE_CHARACTERS", "Moderation"]

_away_is_unavailable = database_errors_become(ModerationUnavailableError)

MOST_VALUE_CHARACTERS = 100
_POSITION = re.compile(r"[a-z]{3}_[0-9a-z]{1,60}")


class Moderation:
    """One for a process."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._edits = BlockEdits(actions, clock)
        self._list = BlockList(clock)
        self._flags = Flags(clock)
        self._reviews = MessageReviews(actions, clock)

    @_away_is_unavailable
    async def check(self, user_id: str, text: str) -> None:
        """Raises SendingBlockedError, MessageBlockedError."""
        (await self._list.current()).check(user_id, text)

    @_away_is_unavailable
    async def block(self, admin_id: str, kind: BlockKind, written: str) -> Block:
        """Put a term or a user's id on the list; what stands there already is returned. Raises InvalidInputError."""
        value = compared(kind, written)
        if not value or len(written) > MOST_VALUE_CHARACTERS or not written.isprintable():
            raise InvalidInputError("value", Phrase("must have 1 to {most} characters", most=MOST_VALUE_CHARACTERS))
        try:
            await self._edits.settle(kind, value)
            stored = await Block.find_one({"kind": kind, "value": value})
            if stored is not None:
                return stored
            if await Block.count() >= MOST_BLOCKS:
                raise InvalidInputError("value", "is one too many; take another one off the list")
            return await self._edits.block(admin_id, kind, written)
        finally:
            self._list.forget()

    @_away_is_unavailable
    async def unblock(self, admin_id: str, block_id: str) -> None:
        """Take a row off the list. Raises NotFoundError."""
        row = await Block.get(block_id)
        if row is None:
            raise NotFoundError("block")
        try:
            await self._edits.settle(row.kind, row.value)
            await self._edits.unblock(admin_id, row)
        finally:
            self._list.forget()

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` changes of the list that a crash left; how many. Raises PyMongoError."""
        return await self._edits.complete(limit)

    async def complete_reviews(self, limit: int) -> int:
        """Go on with up to `limit` decisions about messages that a crash left; how many. Raises PyMongoError."""
        return await self._reviews.complete(limit)

    @_away_is_unavailable
    async def blocks(self, request: PageRequest) -> Page[Block]:
        """The list, the newest first."""
        query = _before(request)
        return Page.cut(await Block.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    @_away_is_unavailable
    async def flag(self, user_id: str, message_id: str, category: FlagCategory, reason: str) -> MessageFlag:
        """See `Flags.flag`: for an admin to look at. Who else has flagged it, and why, is for admins."""
        return await self._flags.flag(user_id, message_id, category, reason)

    @_away_is_unavailable
    async def queue(self, state: ReviewState, request: PageRequest) -> Page[ReviewedMessage]:
        """See `queue_page`."""
        return await queue_page(state, request)

    @_away_is_unavailable
    async def review(self, admin_id: str, message_id: str, decision: Decision, reason: str) -> ReviewedMessage:
        """See `MessageReviews.decide`."""
        message = await self._reviews.decide(admin_id, message_id, decision, reason)
        return await with_flags(message_id) or ReviewedMessage(message, ())


def _before(request: PageRequest) -> dict[str, object]:
    if request.after is None:
        return {}
    if not _POSITION.fullmatch(request.after):
        raise InvalidInputError("after", "is not a cursor of this list.")
    return {"_id": {"$lt": request.after}}
