"""Puts on the block list, and takes off it: the admin's row first; then, in one transaction, the change and its end.

The row holds all that is needed to do it, so a sweeper goes on with what a crash left. Before anything is done with a
value, what is open about it is done: so an older change never comes after a newer one. A change is made by whoever ends
its row: a sweeper that read the row while it was open does nothing when another has ended it since.
"""

from datetime import timedelta

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.admin_action import AdminAction
from models.block import Block, BlockKind
from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.ledger.errors import UnknownOutcomeError
from services.search_text import folded

__all__ = ["BLOCK", "UNBLOCK", "BlockEdits", "compared"]

_log = structlog.get_logger(__name__)

BLOCK, UNBLOCK = "block", "unblock"
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""
_MOST_OPEN = 1_000


def compared(kind: BlockKind, written: str) -> str:
    """What an admin wrote, as it is compared: a term in one form of every letter, a user's id as it is."""
    return folded(written) if kind is BlockKind.TERM else written


class BlockEdits:
    """Each change takes effect once, and its row says so, whatever is lost on the way."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def block(self, admin_id: str, kind: BlockKind, written: str) -> Block:
        """The new row."""
        action = await self._begin(admin_id, BLOCK, new_id("blk"), kind, written)
        await self._carry_out(action)
        stored = await Block.find_one({"kind": kind, "value": compared(kind, written)})
        return stored or _row(action)

    async def unblock(self, admin_id: str, row: Block) -> None:
        """Take `row` off the list."""
        await self._carry_out(await self._begin(admin_id, UNBLOCK, row.id, row.kind, row.written))

    async def settle(self, kind: BlockKind, value: str) -> None:
        """Do what is open about this value, be it that a crash left it or that another admin does it now."""
        for action in await self._actions.uncompleted((BLOCK, UNBLOCK), self._clock() + timedelta(days=1), _MOST_OPEN):
            if (action.details.get("kind"), _value_of(action)) == (kind.value, value):
                await self._carry_out(action)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` changes that a crash left; how many. Raises PyMongoError."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted((BLOCK, UNBLOCK), rested, limit)
        for action in left:
            await self._carry_out(action)
        return len(left)

    async def _begin(self, admin_id: str, action: str, block_id: str, kind: BlockKind, written: str) -> AdminAction:
        details = {"kind": kind.value, "value": written}
        values = {"after": details} if action == BLOCK else {"before": details}
        return await self._actions.begin(admin_id, action, block_id, new_id("eff"), details, **values)

    async def _carry_out(self, action: AdminAction) -> None:
        try:
            row = _row(action)
        except (KeyError, ValueError) as error:  # of a form that this version does not know
            await self._actions.complete(action.effect_id, UnknownOutcomeError.code)
            _log.warning("block_edit_unreadable", effect_id=action.effect_id, error=type(error).__name__)
            return
        client = Block.get_pymongo_collection().database.client
        async with client.start_session() as session:
            await session.with_transaction(lambda session: self._change(session, action, row))

    async def _change(self, session: AsyncClientSession, action: AdminAction, row: Block) -> None:
        if not await self._actions.complete(action.effect_id, DONE, session):
            return
        rows = Block.get_pymongo_collection()
        if action.action == UNBLOCK:
            await rows.delete_one({"_id": row.id}, session=session)
            return
        document = row.model_dump(by_alias=True, exclude={"revision_id"})
        value = {key: document.pop(key) for key in ("kind", "value")}
        # What another admin has put there stays: a duplicate key would end the transaction.
        await rows.update_one(value, {"$setOnInsert": document}, upsert=True, session=session)


def _row(action: AdminAction) -> Block:
    kind, written = BlockKind(action.details["kind"]), str(action.details["value"])
    return Block(
        id=action.target_id,
        kind=kind,
        value=compared(kind, written),
        written=written,
        created_by=action.admin_id,
        created_at=action.at,
    )


def _value_of(action: AdminAction) -> str | None:
    try:
        return _row(action).value
    except (KeyError, ValueError):
        return None
