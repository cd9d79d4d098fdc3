"""Suspends users, and lets them act again. Every change leaves a row of who did it, and why."""

import re
from typing import Any

from messages import Phrase
from models.user import User, UserStatus
from services.admin.actions import AdminActions
from services.clock import Clock, system_clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.details import normal_email
from services.identity.user_edits import ACTIVATE, CHANGEABLE, SUSPEND, UserEdits

__all__ = ["REASON_MAXIMUM_CHARACTERS", "Suspensions", "checked_reason"]

REASON_MAXIMUM_CHARACTERS = 500
_ID = re.compile(r"usr_[0-9a-z]{26}")


class Suspensions:
    """`admin_id` is a user's id, or names a command line. What follows from a suspension is in docs/security.md."""

    def __init__(self, actions: AdminActions, clock: Clock = system_clock) -> None:
        self._edits = UserEdits(actions, clock)

    async def suspend(self, admin_id: str, who: str, reason: str) -> str:
        """Let the user with this e-mail or id do nothing any more; gives the user's id. May be repeated.

        Servers hear of it within 5 s. Raises InvalidInputError, NotFoundError when `who` is nobody's, OwnAccountError
        and LastAdminError.
        """
        return await self._change(admin_id, SUSPEND, who, UserStatus.SUSPENDED, reason)

    async def activate(self, admin_id: str, who: str, reason: str) -> str:
        """Take that back; sessions that have not ended since go on. Raises InvalidInputError, NotFoundError."""
        return await self._change(admin_id, ACTIVATE, who, UserStatus.ACTIVE, reason)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` changes, of roles too, that a crash left; how many. Raises PyMongoError."""
        return await self._edits.complete(limit)

    async def _change(self, admin_id: str, action: str, who: str, status: UserStatus, reason: str) -> str:
        words = checked_reason(reason)
        user_id = who if _ID.fullmatch(who) else await _with_email(who)
        await self._edits.make(admin_id, action, user_id, {"status": status.value}, words)
        return user_id


def checked_reason(reason: str) -> str:
    """`reason` as it is recorded; raises InvalidInputError unless it has 1 to 500 characters."""
    text = reason.strip()
    if not 1 <= len(text) <= REASON_MAXIMUM_CHARACTERS or "\x00" in text:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=REASON_MAXIMUM_CHARACTERS))
    return text


async def _with_email(email: str) -> str:
    wanted = {"email": normal_email(email), **CHANGEABLE}
    found: dict[str, Any] | None = await User.get_pymongo_collection().find_one(wanted, {"_id": True})
    if found is None:
        raise NotFoundError("user")
    return str(found["_id"])
