"""Tells endless streams that this process was asked to end, so that they do not hold it up."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["watch_for_stop"]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def watch_for_stop(stopping: asyncio.Event) -> Iterator[None]:
    """Sets `stopping` when the process is asked to end, and lets whoever handled the signal before handle it too.

    The web server waits for open responses before it ends the application's lifespan, which is thus told too late.
    Outside the main thread, where Python allows no signal handlers, nothing is watched.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stopping.set)
        earlier = before[signal.Signals(number)]
        if callable(earlier):
            earlier(number, frame)

    for number in _SIGNALS:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
