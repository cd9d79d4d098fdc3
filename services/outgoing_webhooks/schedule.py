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


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after this many tries that failed; None: it is not tried again."""
    if tries >= TRIES_MAXIMUM:
        return None
    return PAUSES[tries - 1] * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 - it spreads load, it guards nothing
