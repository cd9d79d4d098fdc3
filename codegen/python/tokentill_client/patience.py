"""How long a subscription goes on trying while the server cannot be reached."""

import random
import time

from tokentill_client.errors import RequestError

__all__ = ["Patience"]

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.25, 10.0


class Patience:
    """Longer and longer pauses, until nothing was heard for `seconds` since the first failure."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._failing_since: float | None = None
        self._pause_seconds = _FIRST_PAUSE_SECONDS

    def heard(self) -> None:
        """Something came."""
        self._failing_since, self._pause_seconds = None, _FIRST_PAUSE_SECONDS

    def pause(self, error: RequestError) -> float:
        """How many seconds to wait after `error`; raises it when another try is of no use, or patience is over."""
        now = time.monotonic()
        if self._failing_since is None:
            self._failing_since = now
        waited = now - self._failing_since
        told = error.retry_after_seconds or 0
        if not error.retryable or waited > self._seconds or waited + told > max(self._seconds, _LONGEST_PAUSE_SECONDS):
            raise error
        # Not all clients of a server that was away come back at once.
        pause = max(told, self._pause_seconds * random.uniform(0.5, 1))  # noqa: S311 - no secret
        self._pause_seconds = min(2 * self._pause_seconds, _LONGEST_PAUSE_SECONDS)
        return pause
