"""The block list, asked before anything is sent to a model, and the flags of messages."""

import re

from messages import Phrase
from models.block import Block, BlockKind
from models.message import Message, MessageFlag
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.moderation.block_list import MOST_BLOCKS, BlockList
from services.moderation.edits import BlockEdits, compared
from services.moderation.errors import ModerationUnavailableError
from services.paging import Page, PageRequest
from services.sharing import Access, message_for

__all__ = ["MOST_REASON_CHARACTERS", "MOST_VALUE_CHARACTERS", "Moderation"]

_away_is_unavailable = database_errors_become(ModerationUnavailableError)

MOST_VALUE_CHARACTERS = 100
MOST_REASON_CHARACTERS = 500
_POSITION = re.compile(r"[a-z]{3}_[0-9a-z]{1,60}")


class Moderation:
    """One for a process."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._clock = clock
        self._edits = BlockEdits(actions, clock)
        self._list = BlockList(clock)

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

    @_away_is_unavailable
    async def blocks(self, request: PageRequest) -> Page[Block]:
        """The list, the newest first."""
        query = _before(request)
        return Page.cut(await Block.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    @_away_is_unavailable
    async def flag(self, user_id: str, message_id: str, reason: str) -> Message:
        """Mark a message of a conversation that the user sees for an admin to look at. The first flag stays.

        What is given has the user's own words in any case: who else has flagged it, and why, is for admins.
        """
        if not reason.strip() or len(reason) > MOST_REASON_CHARACTERS or "\x00" in reason:
            raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=MOST_REASON_CHARACTERS))
        flag = MessageFlag(by=user_id, reason=reason.strip(), at=self._clock())
        found, _ = await message_for(user_id, message_id, Access.READ)
        await Message.get_pymongo_collection().update_one(
            {"_id": message_id, "flag": None}, {"$set": {"flag": flag.model_dump()}}
        )
        stored = await Message.get(message_id)
        is_own = stored is not None and stored.flag is not None and stored.flag.by == user_id
        return stored if stored is not None and is_own else found.model_copy(update={"flag": flag})

    @_away_is_unavailable
    async def flagged(self, request: PageRequest) -> Page[Message]:
        """Flagged messages, the newest first."""
        query = {"flag": {"$type": "object"}, **_before(request)}
        return Page.cut(await Message.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)


def _before(request: PageRequest) -> dict[str, object]:
    if request.after is None:
        return {}
    if not _POSITION.fullmatch(request.after):
        raise InvalidInputError("after", "is not a cursor of this list.")
    return {"_id": {"$lt": request.after}}
