"""Changes of a user's status and role by admins: the row first; then, in one transaction, the change and its end.

The row holds all that is needed to do it, so a sweeper goes on with what a crash left. Before anything is changed of a
user, what is open about them is done: so an older change never comes after a newer one.
"""

from datetime import timedelta
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.admin_action import AdminAction
from models.ids import new_id
from models.user import Role, User, UserStatus
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import NotFoundError
from services.identity.errors import LastAdminError, OwnAccountError
from services.identity.last_admin import require_another_admin, take_turn
from services.identity.token_versions import end_of_all
from services.ledger.errors import UnknownOutcomeError

__all__ = ["ACTIVATE", "CHANGEABLE", "SET_ROLE", "SUSPEND", "UserEdits"]

_log = structlog.get_logger(__name__)

SUSPEND, ACTIVATE, SET_ROLE = "suspend_user", "activate_user", "set_user_role"
_KINDS = (SUSPEND, ACTIVATE, SET_ROLE)
CHANGEABLE = {"status": {"$in": [UserStatus.ACTIVE.value, UserStatus.SUSPENDED.value]}}
"""A guest who was merged stays so, since its conversations are another's now; and so does who is erased."""
_REST = timedelta(seconds=60)
"""A row younger than this is left to the call that wrote it."""


class UserEdits:
    """Each change takes effect once, and its row says so, whatever is lost on the way."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def make(self, admin_id: str, action: str, user_id: str, after: dict[str, str], reason: str) -> None:
        """Give the user the values `after`: a status or a role, by the name of the field in `users`.

        Raises NotFoundError, LastAdminError, and OwnAccountError where it would take something from the admin.
        """
        await self._settle(user_id)
        user = await User.get_pymongo_collection().find_one({"_id": user_id, **CHANGEABLE})
        if user is None:
            raise NotFoundError("user")
        if user_id == admin_id and action != ACTIVATE:
            raise OwnAccountError
        before = {name: user[name] for name in after}
        if _takes_admin_away(after) and user["role"] == Role.ADMIN.value:
            await require_another_admin(user_id)
        details = {"reason": reason}
        row = await self._actions.begin(admin_id, action, user_id, new_id("eff"), details, before=before, after=after)
        await self._carry_out(row)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` changes that a crash left; how many. Raises PyMongoError."""
        left = await self._actions.uncompleted(_KINDS, self._clock() - _REST, limit)
        for row in left:
            await self._go_on(row)
        return len(left)

    async def _settle(self, user_id: str) -> None:
        for row in await self._actions.uncompleted_of(user_id, _KINDS):
            await self._go_on(row)

    async def _go_on(self, row: AdminAction) -> None:
        try:
            await self._carry_out(row)
        except LastAdminError as error:
            _log.info("user_edit_refused", effect_id=row.effect_id, code=error.code)

    async def _carry_out(self, row: AdminAction) -> None:
        if row.after is None:  # of a form that this version does not know
            await self._actions.complete(row.effect_id, UnknownOutcomeError.code)
            return
        client = User.get_pymongo_collection().database.client
        try:
            async with client.start_session() as session:
                await session.with_transaction(lambda session: self._change(session, row, row.after or {}))
        except LastAdminError as error:
            await self._actions.complete(row.effect_id, error.code)
            raise
        _log.info("user_changed", user_id=row.target_id, action=row.action, admin_id=row.admin_id)

    async def _change(self, session: AsyncClientSession, row: AdminAction, after: dict[str, Any]) -> None:
        users = User.get_pymongo_collection()
        if _takes_admin_away(after):
            await take_turn(self._clock(), session)
            if await users.find_one({"_id": row.target_id, "role": Role.ADMIN.value}, {"_id": True}, session=session):
                await require_another_admin(row.target_id, session)
        if not await self._actions.complete(row.effect_id, DONE, session):
            return
        update: dict[str, Any] = {"$set": after}
        if after.get("role") == Role.USER.value:  # whoever was an admin signs in anew: nothing goes on as one
            ending = end_of_all(but=None)
            update = {**ending, "$set": {**ending["$set"], **after}}
        await users.update_one({"_id": row.target_id, **CHANGEABLE}, update, session=session)


def _takes_admin_away(after: dict[str, Any]) -> bool:
    return after.get("status") == UserStatus.SUSPENDED.value or after.get("role") == Role.USER.value
