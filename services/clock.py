"""The one clock: a callable that is passed in wherever a rule needs the time."""

from collections.abc import Callable
from datetime import UTC, datetime

__all__ = ["Clock", "system_clock"]

Clock = Callable[[], datetime]
"""Gives the present moment in UTC, cut to milliseconds, which is what the database keeps."""


def system_clock() -> datetime:
    """This machine's time. Servers pass `database.clock.DatabaseClock` instead, so that several agree."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
