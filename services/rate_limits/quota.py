"""What a caller has left of a limit."""

from typing import NamedTuple

from services.rate_limits.window import Limit

__all__ = ["Quota"]


class Quota(NamedTuple):
    """The outcome of taking from a limit.

    `remaining` units are left as far as this process knows; `reset_seconds` is the time to the end of the window.
    """

    limit: Limit
    remaining: int
    reset_seconds: int
    retry_after_seconds: int = 0
    """0 when the units were taken; else nothing was, and so long it takes until they may be."""

    @property
    def granted(self) -> bool:
        """Whether the units were taken."""
        return self.retry_after_seconds == 0
