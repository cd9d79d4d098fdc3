"""Waiting for something that happens elsewhere."""

import time
from collections.abc import Callable

__all__ = ["PATIENCE_SECONDS", "wait_until"]

PATIENCE_SECONDS = 60
"""How long tests wait for what must come. A busy machine may take long, and what does not come at all is a bug."""


def wait_until(
    condition: Callable[[], object], *, seconds: float = PATIENCE_SECONDS, poll_seconds: float = 0.02
) -> None:
    """Return once `condition` holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so within {seconds} s"
        time.sleep(poll_seconds)
