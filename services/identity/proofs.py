"""Lets a signed-in user prove once more who they are, before what cannot be undone."""

from datetime import timedelta

from models.session import Session
from models.user import User
from services.attempts import AttemptThrottle
from services.clock import Clock
from services.errors import InvalidInputError
from services.identity.details import normal_password
from services.identity.errors import InvalidCredentialsError, SignInAgainError
from services.identity.passwords import PasswordKeeper
from services.identity.viewer import Viewer

__all__ = ["RECENT", "Proofs"]

RECENT = timedelta(minutes=10)
"""A session that is younger proves it for those who have no password."""


class Proofs:
    """One for a process. Guesses count together with those of `login`."""

    def __init__(self, passwords: PasswordKeeper, throttle: AttemptThrottle, clock: Clock) -> None:
        self._passwords = passwords
        self._throttle = throttle
        self._clock = clock

    async def require(self, viewer: Viewer, user: User, password: str | None) -> None:
        """Return when `viewer` is surely `user`: by the password, or by a recent sign-in where there is none.

        Raises InvalidInputError without a password where there is one, InvalidCredentialsError, TooManyAttemptsError,
        IdentityBusyError, SignInAgainError.
        """
        if user.password_hash is None:
            session = await Session.find_one({"_id": viewer.session_id, "user_id": user.id})
            if session is None or session.created_at + RECENT < self._clock():
                raise SignInAgainError
            return
        if password is None:
            raise InvalidInputError("password", "must be your password")
        name = user.email or user.id
        self._throttle.check(name)
        right, _ = await self._passwords.verify(normal_password(password), user.password_hash)
        self._throttle.check(name)  # again: of guesses sent all at once only the first few are told
        if not right:
            self._throttle.failed(name)
            raise InvalidCredentialsError
        self._throttle.succeeded(name)
