"""Makes users admins, and admins users again."""

from models.user import Role, User
from services.errors import InvalidInputError, NotFoundError
from services.identity.signed_in_sessions import SignedInSessions
from services.identity.suspension import checked_reason
from services.identity.user_edits import CHANGEABLE, SET_ROLE, UserEdits

__all__ = ["RoleChanges"]


class RoleChanges:
    """Whoever is no admin any more is signed out everywhere; their API keys go on as a user's."""

    def __init__(self, edits: UserEdits, sessions: SignedInSessions) -> None:
        self._edits = edits
        self._sessions = sessions

    async def set_role(self, admin_id: str, user_id: str, role: Role, reason: str) -> str:
        """Let the user be `role` from now on; gives the id. May be repeated.

        Raises InvalidInputError, also for a guest, NotFoundError, OwnAccountError, and LastAdminError.
        """
        words = checked_reason(reason)
        if role is Role.GUEST:
            raise InvalidInputError("role", "must be USER or ADMIN")
        user = await User.get_pymongo_collection().find_one({"_id": user_id, **CHANGEABLE}, {"role": True})
        if user is None:
            raise NotFoundError("user")
        if user["role"] == Role.GUEST.value:
            raise InvalidInputError("userId", "is a guest's; only who has an account has a role")
        await self._edits.make(admin_id, SET_ROLE, user_id, {"role": role.value}, words)
        if role is Role.USER:
            await self._sessions.end_all(user_id, reason="role_taken")  # for this process at once
        return user_id
