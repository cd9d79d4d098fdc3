"""Stops guessing of passwords: of one account from many places, and of many accounts from one place."""

import asyncio

from services.attempts import AttemptThrottle, Window
from services.clock import Clock
from services.places import place_of

__all__ = ["SignInThrottle"]

FAILURES_OF_A_PLACE = Window(most=100, seconds=900)
"""Behind one address may be a whole office: right sign-ins count nothing, and wrong ones that many."""
FAILURES_OF_A_PLACE_IN_A_DAY = Window(most=1_000, seconds=86_400)


class SignInThrottle:
    """Counts failures by e-mail, known or not, and by the caller's place. All raise PyMongoError."""

    def __init__(self, clock: Clock) -> None:
        self._emails = AttemptThrottle("sign-in", clock)
        self._places = (
            AttemptThrottle("sign-in-place", clock, rule=FAILURES_OF_A_PLACE),
            AttemptThrottle("sign-in-place-day", clock, rule=FAILURES_OF_A_PLACE_IN_A_DAY),
        )

    async def check(self, email: str | None, client_address: str | None) -> None:
        """Raises TooManyAttemptsError while the e-mail, or whoever calls, has to wait. None: not asked, not known."""
        place = place_of(client_address)
        checks = [self._emails.check(email)] if email is not None else []
        if place is not None:
            checks += [throttle.check(place) for throttle in self._places]
        await asyncio.gather(*checks)

    async def failed(self, email: str | None, client_address: str | None) -> None:
        """Count a failure; raises TooManyAttemptsError for one that must not be told."""
        place = place_of(client_address)
        counts = [self._emails.count(email)] if email is not None else []
        if place is not None:
            counts += [throttle.count(place) for throttle in self._places]
        await asyncio.gather(*counts)  # at once: until they are stored, further guesses may be told

    async def succeeded(self, email: str, client_address: str | None) -> None:
        """Forget the failures of the e-mail, not those of the place: one right password must not open it again.

        Raises TooManyAttemptsError for a success that must not be told.
        """
        await self.check(None, client_address)
        await self._emails.succeed(email)

    async def forget(self, email: str) -> None:
        """Let the e-mail try anew: its owner has just chosen another password."""
        await self._emails.forget(email)
