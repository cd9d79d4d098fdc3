"""The clock of somebody's year: it is set forward from deed to deed."""

from datetime import datetime, timedelta

__all__ = ["WalkingClock"]


class WalkingClock:
    """A `services.clock.Clock` that goes on by a millisecond whenever it is read, and back where a year begins."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The present moment."""
        self._now += timedelta(milliseconds=1)
        return self._now

    def begin(self, moment: datetime) -> None:
        """Somebody else's year begins: it is `moment`, be that earlier."""
        self._now = moment

    def walk_to(self, moment: datetime) -> None:
        """It is `moment` now, unless it is later already."""
        self._now = max(self._now, moment)

    def walk(self, **parts: float) -> None:
        """Go on by `timedelta(**parts)`."""
        self._now += timedelta(**parts)
