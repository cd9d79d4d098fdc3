"""The password of whoever is signed in, asked again before what a stolen session must not do."""

from models.user import User
from services.attempts import AttemptThrottle
from services.clock import Clock
from services.errors import NotAuthenticatedError
from services.identity.details import normal_password
from services.identity.errors import PasswordNotSetError, WrongPasswordError
from services.identity.passwords import PasswordKeeper

__all__ = ["OwnPassword"]


class OwnPassword:
    """Guesses are counted by user, apart from those at sign-in: a thief's must not keep the owner from signing in."""

    def __init__(self, passwords: PasswordKeeper, clock: Clock) -> None:
        self._passwords = passwords
        self._guesses = AttemptThrottle("own-password", clock)

    async def prove(self, user_id: str, password: str) -> User:
        """The user, whose password it is.

        Raises WrongPasswordError, PasswordNotSetError, TooManyAttemptsError, IdentityBusyError, InvalidInputError and
        NotAuthenticatedError for a user who is gone.
        """
        secret = normal_password(password)
        await self._guesses.check(user_id)
        user = await User.find_one(User.id == user_id)
        if user is None:
            raise NotAuthenticatedError
        if user.password_hash is None:
            raise PasswordNotSetError
        right, _ = await self._passwords.verify(secret, user.password_hash)
        if not right:
            await self._guesses.count(user_id)
            raise WrongPasswordError
        await self._guesses.succeed(user_id)
        return user
