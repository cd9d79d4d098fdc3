"""Clocks that a test moves."""

from datetime import UTC, datetime, timedelta

from services.clock import system_clock

__all__ = ["MovableClock", "ShiftedClock"]


class MovableClock:
    """A `services.clock.Clock` that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **parts: float) -> datetime:
        """Go on by `timedelta(**parts)`, or back when negative; the new moment."""
        self.now += timedelta(**parts)
        return self.now


class ShiftedClock:
    """This machine's time, moved forward by a test: Stripe's own times stay real."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.shift

    def advance(self, **parts: float) -> None:
        self.shift += timedelta(**parts)
