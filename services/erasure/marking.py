"""The first step of an erasure: one update takes the person out of `users`, and everything else follows from it.

From then on nobody signs in, every session and API key is refused, running replies stop, and the address is free.
"""

from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.outgoing_mail import OutgoingMail
from models.team_invitation import TeamInvitation
from models.user import Role, User, UserStatus
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import NotFoundError
from services.identity.details import known_email
from services.identity.erased_addresses import ErasedAddresses
from services.identity.last_admin import require_another_admin, take_turn
from services.identity.name_forms import name_forms
from services.identity.suspension import checked_reason

__all__ = ["DELETED_NAME", "ErasureMarks"]

DELETED_NAME = "Deleted user"
_ACTION = "erase_user"
_log = structlog.get_logger(__name__)


class ErasureMarks:
    """Needs nothing but the database, so that a command can do it beside a server, which then does the rest."""

    def __init__(self, actions: AdminActions, addresses: ErasedAddresses, clock: Clock) -> None:
        self._actions = actions
        self._addresses = addresses
        self._clock = clock

    async def erase(self, admin_id: str, named: str, reason: str) -> str:
        """Have the user deleted who has this e-mail or id; gives the id. May be repeated, by the id.

        `admin_id` is a user's id, or names a command line. Raises InvalidInputError, NotFoundError, LastAdminError.
        """
        details = {"reason": checked_reason(reason)}
        user = await User.find_one({"$or": [{"_id": named}, {"email": known_email(named) or named}]})
        if user is None or user.status is UserStatus.MERGED:  # then everything of theirs is another's
            raise NotFoundError("user")
        effect = f"{_ACTION}:{user.id}"
        if user.role is Role.ADMIN:
            await require_another_admin(user.id)
        await self._actions.begin(admin_id, _ACTION, user.id, effect, details)
        if not await self.mark(user, effect=effect) and user.erasure_effect != effect:
            await self._actions.complete(effect, DONE)  # the user had asked for it before
        return user.id

    async def mark(self, user: User, *, effect: str | None = None) -> bool:
        """Take the person out of `user`'s row; false when that was done before. Raises LastAdminError.

        `effect` is that of the admin's action, which is completed with the erasure.
        """
        if user.email is not None:
            await self._addresses.remember(user.email)
        if user.role is Role.ADMIN:
            client = User.get_pymongo_collection().database.client
            async with client.start_session() as session:
                marked = await session.with_transaction(lambda session: self._mark_admin(session, user, effect))
        else:
            marked = await self._mark(user.id, effect)
        if marked and user.email is not None:  # what is left by a crash here is gone within two days
            await OutgoingMail.get_pymongo_collection().delete_many({"to": user.email})
            await TeamInvitation.get_pymongo_collection().delete_many({"email": user.email})  # or within nine
        return marked

    async def _mark_admin(self, session: AsyncClientSession, user: User, effect: str | None) -> bool:
        await take_turn(self._clock(), session)
        await require_another_admin(user.id, session)
        return await self._mark(user.id, effect, session)

    async def _mark(self, user_id: str, effect: str | None, session: AsyncClientSession | None = None) -> bool:
        now = self._clock()
        values: dict[str, Any] = {
            "status": UserStatus.ERASING.value,
            "email": None,
            "email_verified_at": None,
            "name": DELETED_NAME,
            **name_forms(DELETED_NAME, found=False).to_document(),
            "avatar_url": None,
            "last_seen_at": None,
            "password_hash": None,
            "preferences": {},
            "role": Role.USER.value,
            "referral_code": None,
            "welcome_granted": True,
            "customer_due_at": None,
            "erasing_since": now,
            "erasure_due_at": now,
            "erasure_effect": effect,
        }
        there = {"_id": user_id, "status": {"$in": [UserStatus.ACTIVE.value, UserStatus.SUSPENDED.value]}}
        marked = await User.get_pymongo_collection().update_one(there, {"$set": values}, session=session)
        if marked.modified_count:
            _log.info("erasure_begun", user_id=user_id, by_admin=effect is not None)
        return bool(marked.modified_count)
