"""Ends connections whose reader takes nothing any more: what waits for it is bounded, and so is the time."""

import asyncio
from collections.abc import Callable

__all__ = ["UNSENT_BYTES", "StalledReader"]

UNSENT_BYTES = 65_536
"""What the kernel may keep of a connection that its peer has no room for (TCP_NOTSENT_LOWAT), as much as we keep."""


class StalledReader:
    """The write side of one connection. `cut` is called once nothing was taken for `seconds` while we have to wait."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, seconds: float, cut: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._transport = transport
        self._seconds = seconds
        self._cut = cut
        self._left = 0
        self._timer: asyncio.TimerHandle | None = None

    def paused(self) -> None:
        """The buffer is full: whoever writes waits from now on."""
        self.resumed()
        self._left = self._transport.get_write_buffer_size()
        self._timer = self._loop.call_later(self._seconds, self._look)

    def resumed(self) -> None:
        """There is room again, or the connection is gone."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        if self._transport.get_write_buffer_size() < self._left:
            self.paused()  # slow, and not stalled
        else:
            self._timer = None
            self._cut()
