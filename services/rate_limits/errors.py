"""What callers are told who ask too often.

TokentillError
├── RateLimitRefusedError
│   ├── RateLimitedError     a limit is used up
│   └── BannedError          limits were passed again and again
└── BansUnavailableError     the database is away, and an admin asked for bans
"""

from messages import Phrase
from services.errors import TokentillError
from services.rate_limits.quota import Quota

__all__ = ["BannedError", "BansUnavailableError", "RateLimitRefusedError", "RateLimitedError"]


class RateLimitRefusedError(TokentillError):
    """Nothing was done. The same call may succeed after `retry_after_seconds`."""

    retryable = True

    def __init__(self, message: str, retry_after_seconds: int, quota: Quota | None = None) -> None:
        self.retry_after_seconds = retry_after_seconds
        self.quota = quota
        """What is left of the limit that was passed."""
        super().__init__(message)


class RateLimitedError(RateLimitRefusedError):
    """A limit is used up for now."""

    code = "RATE_LIMITED"

    def __init__(self, quota: Quota) -> None:
        seconds = quota.retry_after_seconds
        super().__init__(Phrase("Too many requests; try again in {seconds} s.", seconds=seconds), seconds, quota)


class BannedError(RateLimitRefusedError):
    """Calls are refused for a while, whatever they ask for."""

    code = "TEMPORARILY_BANNED"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(
            Phrase("You asked too often, again and again; try again in {seconds} s.", seconds=retry_after_seconds),
            retry_after_seconds,
        )


class BansUnavailableError(TokentillError):
    """The database does not answer."""

    code = "BANS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Bans cannot be reached right now; try again in a moment.")
