"""A clock that a test moves."""

from datetime import UTC, datetime, timedelta

__all__ = ["MovableClock"]


class MovableClock:
    """A `services.clock.Clock` that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, *, seconds: float) -> None:
        """Go on by `seconds`, or back when negative."""
        self.now += timedelta(seconds=seconds)
