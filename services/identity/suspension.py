"""Suspends users, and lets them act again. Every change leaves a row of who did it, and why."""

import re
from typing import Any

import structlog

from messages import Phrase
from models.ids import new_id
from models.user import User, UserStatus
from services.admin.actions import DONE, AdminActions
from services.errors import InvalidInputError, NotFoundError
from services.identity.details import normal_email

__all__ = ["REASON_MAXIMUM_CHARACTERS", "Suspensions", "checked_reason"]

REASON_MAXIMUM_CHARACTERS = 500
_ID = re.compile(r"usr_[0-9a-z]{26}")

_log = structlog.get_logger(__name__)


class Suspensions:
    """`admin_id` is a user's id, or names a command line. What follows from a suspension is in docs/security.md."""

    def __init__(self, actions: AdminActions) -> None:
        self._actions = actions

    async def suspend(self, admin_id: str, who: str, reason: str) -> str:
        """Let the user with this e-mail or id do nothing any more; gives the user's id. May be repeated.

        Servers hear of it within 5 s. Raises InvalidInputError, and NotFoundError when `who` is nobody's.
        """
        return await self._change(admin_id, "suspend_user", who, UserStatus.SUSPENDED, reason)

    async def activate(self, admin_id: str, who: str, reason: str) -> str:
        """Take that back; sessions that have not ended since go on. Raises as `suspend` does."""
        return await self._change(admin_id, "activate_user", who, UserStatus.ACTIVE, reason)

    async def _change(self, admin_id: str, action: str, who: str, status: UserStatus, reason: str) -> str:
        details = {"reason": checked_reason(reason)}
        users = User.get_pymongo_collection()
        wanted = {"_id": who} if _ID.fullmatch(who) else {"email": normal_email(who)}
        # A guest who was merged stays so, since its conversations are another's now; and so does who is erased.
        can_change = {**wanted, "status": {"$in": [UserStatus.ACTIVE.value, UserStatus.SUSPENDED.value]}}
        found: dict[str, Any] | None = await users.find_one(can_change, {"_id": True})
        if found is None:
            raise NotFoundError("user")
        user_id = str(found["_id"])
        effect = new_id("eff")
        await self._actions.begin(admin_id, action, user_id, effect, details)
        await users.update_one({**can_change, "_id": user_id}, {"$set": {"status": status.value}})
        await self._actions.complete(effect, DONE)
        _log.info("user_status_changed", user_id=user_id, status=status.value, admin_id=admin_id)
        return user_id


def checked_reason(reason: str) -> str:
    """`reason` as it is recorded; raises InvalidInputError unless it has 1 to 500 characters."""
    text = reason.strip()
    if not 1 <= len(text) <= REASON_MAXIMUM_CHARACTERS or "\x00" in text:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=REASON_MAXIMUM_CHARACTERS))
    return text
