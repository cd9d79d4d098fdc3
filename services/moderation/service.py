"""The block list, asked before anything is sent to a model, and the flags of messages."""

import re

from pymongo.errors import DuplicateKeyError

from messages import Phrase
from models.block import Block, BlockKind
from models.ids import new_id
from models.message import Message, MessageFlag
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.moderation.errors import MessageBlockedError, ModerationUnavailableError, SendingBlockedError
from services.paging import Page, PageRequest
from services.search_text import folded

__all__ = ["MOST_BLOCKS", "MOST_REASON_CHARACTERS", "MOST_VALUE_CHARACTERS", "Moderation"]

_away_is_unavailable = database_errors_become(ModerationUnavailableError)

MOST_BLOCKS = 1_000
"""Terms and users together; two admins at once may pass it by one."""
MOST_VALUE_CHARACTERS = 100
MOST_REASON_CHARACTERS = 500
_POSITION = re.compile(r"[a-z]{3}_[0-9a-z]{1,60}")


class Moderation:
    """One for a process."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    @_away_is_unavailable
    async def check(self, user_id: str, text: str) -> None:
        """Raises SendingBlockedError, MessageBlockedError."""
        rows = await Block.find(
            {"$or": [{"kind": BlockKind.TERM}, {"kind": BlockKind.USER, "value": user_id}]}
        ).to_list()
        if any(row.kind is BlockKind.USER for row in rows):
            raise SendingBlockedError
        if not rows:
            return
        said = f" {folded(text)} "
        if any(f" {row.value} " in said for row in rows):
            raise MessageBlockedError

    @_away_is_unavailable
    async def block(self, admin_id: str, kind: BlockKind, written: str) -> Block:
        """Put a term or a user's id on the list; what stands there already is returned. Raises InvalidInputError."""
        value = folded(written) if kind is BlockKind.TERM else written
        if not value or len(written) > MOST_VALUE_CHARACTERS or not written.isprintable():
            raise InvalidInputError("value", Phrase("must have 1 to {most} characters", most=MOST_VALUE_CHARACTERS))
        stored = await Block.find_one({"kind": kind, "value": value})
        if stored is not None:
            return stored
        if await Block.count() >= MOST_BLOCKS:
            raise InvalidInputError("value", "is one too many; take another one off the list")
        row = Block(kind=kind, value=value, written=written, created_by=admin_id, created_at=self._clock())
        effect = await self._begin(admin_id, "block", row)
        try:
            await row.insert()
        except DuplicateKeyError:  # another admin was faster
            row = await Block.find_one({"kind": kind, "value": value}) or row
        await self._actions.complete(effect, DONE)
        return row

    @_away_is_unavailable
    async def unblock(self, admin_id: str, block_id: str) -> None:
        """Take a row off the list. Raises NotFoundError."""
        row = await Block.get(block_id)
        if row is None:
            raise NotFoundError("block")
        effect = await self._begin(admin_id, "unblock", row)
        await Block.get_pymongo_collection().delete_one({"_id": block_id})
        await self._actions.complete(effect, DONE)

    @_away_is_unavailable
    async def blocks(self, request: PageRequest) -> Page[Block]:
        """The list, the newest first."""
        query = _before(request)
        return Page.cut(await Block.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    @_away_is_unavailable
    async def flag(self, user_id: str, message_id: str, reason: str) -> Message:
        """Mark a message of the user's conversations for an admin to look at. The first flag stays."""
        if not reason.strip() or len(reason) > MOST_REASON_CHARACTERS or "\x00" in reason:
            raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=MOST_REASON_CHARACTERS))
        flag = MessageFlag(by=user_id, reason=reason.strip(), at=self._clock())
        rows = Message.get_pymongo_collection()
        await rows.update_one(
            {"_id": message_id, "user_id": user_id, "flag": None}, {"$set": {"flag": flag.model_dump()}}
        )
        found = await Message.find_one({"_id": message_id, "user_id": user_id})
        if found is None:
            raise NotFoundError("message")
        return found

    @_away_is_unavailable
    async def flagged(self, request: PageRequest) -> Page[Message]:
        """Flagged messages, the newest first."""
        query = {"flag": {"$type": "object"}, **_before(request)}
        return Page.cut(await Message.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    async def _begin(self, admin_id: str, action: str, row: Block) -> str:
        effect = new_id("eff")
        details = {"kind": row.kind.value, "value": row.written}
        await self._actions.begin(admin_id, action, row.id, effect, details)
        return effect


def _before(request: PageRequest) -> dict[str, object]:
    if request.after is None:
        return {}
    if not _POSITION.fullmatch(request.after):
        raise InvalidInputError("after", "is not a cursor of this list.")
    return {"_id": {"$lt": request.after}}
