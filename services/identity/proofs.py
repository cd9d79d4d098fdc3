"""Lets a signed-in user prove once more who they are, before what cannot be undone."""

from datetime import timedelta

from models.session import Session
from models.user import User
from services.clock import Clock
from services.errors import InvalidInputError
from services.identity.errors import SignInAgainError
from services.identity.own_password import OwnPassword
from services.identity.viewer import Viewer

__all__ = ["RECENT", "Proofs"]

RECENT = timedelta(minutes=10)
"""A session that is younger proves it for those who have no password."""


class Proofs:
    """One for a process."""

    def __init__(self, own_password: OwnPassword, clock: Clock) -> None:
        self._own_password = own_password
        self._clock = clock

    async def require(self, viewer: Viewer, user: User, password: str | None) -> None:
        """Return when `viewer` is surely `user`: by the password, or by a recent sign-in where there is none.

        Raises InvalidInputError without a password where there is one, SignInAgainError, and what `OwnPassword.prove`
        does.
        """
        if user.password_hash is None:
            await self.require_recent(viewer)
            return
        if password is None:
            raise InvalidInputError("password", "must be your password")
        await self._own_password.prove(user.id, password)

    async def require_recent(self, viewer: Viewer) -> None:
        """Return when the viewer has just signed in, which refreshing is not; raises SignInAgainError."""
        session = await Session.find_one({"_id": viewer.session_id, "user_id": viewer.user_id})
        if session is None or session.created_at + RECENT < self._clock():
            raise SignInAgainError
