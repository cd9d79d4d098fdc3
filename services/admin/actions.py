"""The record of what admins did: a row before the effect, completed after it, never changed otherwise."""

from collections.abc import Mapping
from typing import Any

from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from services.clock import Clock

__all__ = ["DONE", "AdminActions"]

DONE = "done"


class AdminActions:
    """The `admin_actions` collection. Both calls may be repeated."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def begin(
        self, admin_id: str, action: str, target_id: str, effect_id: str, details: Mapping[str, Any]
    ) -> None:
        """Write the row, once for each effect, before anything is done. `details` may hold the admin's own words."""
        row = AdminAction(
            admin_id=admin_id,
            action=action,
            target_id=target_id,
            effect_id=effect_id,
            details=dict(details),
            at=self._clock(),
        )
        try:
            await row.insert()
        except DuplicateKeyError:
            return

    async def complete(self, effect_id: str, outcome: str) -> None:
        """The effect is durable (`DONE`), or was refused with the code `outcome`."""
        await AdminAction.get_pymongo_collection().update_one(
            {"effect_id": effect_id, "completed_at": None},
            {"$set": {"completed_at": self._clock(), "outcome": outcome}},
        )
