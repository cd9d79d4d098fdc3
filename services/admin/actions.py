"""The record of what admins did: a row before the effect, completed after it, never changed otherwise."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from services.clock import Clock

__all__ = ["DONE", "AdminActions"]

DONE = "done"


class AdminActions:
    """The `admin_actions` collection. Every call may be repeated."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def begin(
        self,
        admin_id: str,
        action: str,
        target_id: str,
        effect_id: str,
        details: Mapping[str, Any],
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> AdminAction:
        """Write the row, once for each effect, before anything is done. `details` may hold the admin's own words.

        `before` and `after` are the values that it changes, where they are known already.
        """
        row = AdminAction(
            admin_id=admin_id,
            action=action,
            target_id=target_id,
            effect_id=effect_id,
            details=dict(details),
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
            at=self._clock(),
        )
        try:
            await row.insert()
        except DuplicateKeyError:
            stored = await AdminAction.find_one({"effect_id": effect_id})
            return row if stored is None else stored
        return row

    async def complete(
        self,
        effect_id: str,
        outcome: str,
        session: AsyncClientSession | None = None,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> bool:
        """The effect is durable (`DONE`), or was refused with the code `outcome`. False where that is known already.

        With a `session` it is part of its transaction. `before` and `after` are what it changed, where only now that
        is known.
        """
        known = {name: dict(values) for name, values in (("before", before), ("after", after)) if values is not None}
        completed = await AdminAction.get_pymongo_collection().update_one(
            {"effect_id": effect_id, "completed_at": None},
            {"$set": {"completed_at": self._clock(), "outcome": outcome, **known}},
            session=session,
        )
        return bool(completed.modified_count)

    async def outcome(self, effect_id: str) -> str | None:
        """How it ended; None while that is not known."""
        row = await AdminAction.find_one({"effect_id": effect_id})
        return None if row is None else row.outcome

    async def uncompleted_of(self, target_id: str, kinds: Sequence[str]) -> list[AdminAction]:
        """Those of these kinds about this target that are not completed, the oldest first."""
        query = {"target_id": target_id, "completed_at": None, "action": {"$in": list(kinds)}}
        return await AdminAction.find(query).sort("+_id").to_list()

    async def uncompleted(self, kinds: Sequence[str], before: datetime, rows: int) -> list[AdminAction]:
        """Those of these kinds whose row is older than `before` and not completed, the oldest first."""
        query = {"completed_at": None, "action": {"$in": list(kinds)}, "at": {"$lt": before}}
        return await AdminAction.find(query).sort("+at").limit(rows).to_list()
