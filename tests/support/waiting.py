"""Waiting for something that happens elsewhere."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

__all__ = ["PATIENCE_SECONDS", "until", "wait_until"]

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


async def until(condition: Callable[[], Awaitable[Any]], seconds: float = PATIENCE_SECONDS) -> Any:
    """What `condition` gives once it is true; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := await condition()):
        assert time.monotonic() < deadline, f"not so within {seconds} s"
        await asyncio.sleep(0.02)
    return value
