"""When a delivery is tried again, and when an endpoint is given up. Pure, but for the spread."""

import random
from datetime import timedelta

__all__ = ["LEASE", "PAUSES", "TRIES_MAXIMUM", "pause_after"]

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=20),
)
"""After the first, second, third try and so on: 71.6 hours in all, so about three days."""
TRIES_MAXIMUM = len(PAUSES) + 1
SPREAD = 0.1
"""Part of a pause by which it is longer or shorter, so that an endpoint that comes back is not met by all at once."""
LEASE = timedelta(seconds=60)
"""A try whose server died is made again after so long: longer than a try can take."""


def pause_after(tries: int, asked_seconds: float | None = None) -> timedelta | None:
    """How long to wait after this many tries that failed; None: it is not tried again.

    An endpoint that asks to be left alone for longer is, up to the longest of our own pauses.
    """
    if tries >= TRIES_MAXIMUM:
        return None
    asked = timedelta(seconds=min(asked_seconds or 0.0, max(PAUSES).total_seconds()))
    own = PAUSES[tries - 1] * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - it spreads load, it guards nothing
    # Those that were all told the same do not come back together either.
    return max(own, asked * random.uniform(1, 1 + SPREAD))  # noqa: S311 - as above
