"""Slows down guessing, of passwords or promo codes: after a few failures one waits, longer with each further one.

It is kept in this process alone and in bounded space: several servers count apart, and addresses are not counted.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.clock import Clock
from services.identity.errors import TooManyAttemptsError

__all__ = ["AttemptThrottle"]

_FREE_FAILURES = 5
_FIRST_WAIT_SECONDS = 2
_LONGEST_WAIT_SECONDS = 300
_FORGOTTEN_AFTER_SECONDS = 3_600
_REMEMBERED_MAXIMUM = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    last_at: datetime
    open_at: datetime


class AttemptThrottle:
    """Counts failures by a name: the user who guesses, or the e-mail of a sign-in, whether it has an account or not."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def check(self, name: str) -> None:
        """Raises TooManyAttemptsError while `name` has to wait."""
        failures = self._failures.get(name)
        now = self._clock()
        if failures is not None and failures.open_at > now:
            raise TooManyAttemptsError(math.ceil((failures.open_at - now).total_seconds()))

    def failed(self, name: str) -> None:
        """Count a failure. The sixth in a row waits 2 s, then twice as long each time, at most 300 s."""
        now = self._clock()
        failures = self._failures.pop(name, None)
        if failures is None or failures.last_at + timedelta(seconds=_FORGOTTEN_AFTER_SECONDS) < now:
            failures = _Failures(0, now, now)
        failures.count += 1
        failures.last_at = now
        beyond = failures.count - _FREE_FAILURES
        if beyond > 0:
            wait_seconds = min(_FIRST_WAIT_SECONDS << min(beyond - 1, 20), _LONGEST_WAIT_SECONDS)
            failures.open_at = now + timedelta(seconds=wait_seconds)
        self._failures[name] = failures
        while len(self._failures) > _REMEMBERED_MAXIMUM:
            self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the failures of `name`."""
        self._failures.pop(name, None)
