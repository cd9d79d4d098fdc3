"""WebSockets as uvicorn speaks them, with an end for clients that stopped to read.

uvicorn waits for such a client for ever: its pings time out, and then it waits until what it has written is taken.
"""

import asyncio
from asyncio.transports import BaseTransport
from typing import ClassVar, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from server.graphql.protocol import CloseCode
from server.stalled_reader import StalledReader

__all__ = ["BoundedWebSocket"]


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """One connection. A client that takes nothing for `stalled_seconds` is closed with 1013: come again, and read on.

    It learns so if it reads on within `closing_seconds`; then the connection is reset (RFC 6455 section 7.1.7).
    """

    stalled_seconds: ClassVar[float] = 30.0
    closing_seconds: ClassVar[float] = 5.0

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to watch whether the client reads."""
        super().connection_made(transport)
        self._reset_timer: asyncio.TimerHandle | None = None
        writable = cast("asyncio.Transport", transport)
        self._reader = StalledReader(self.loop, writable, self.stalled_seconds, self._cut)

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no more."""
        self._reader.resumed()
        if self._reset_timer is not None:
            self._reset_timer.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client reads more slowly than we write."""
        super().pause_writing()
        self._reader.paused()

    def resume_writing(self) -> None:
        """It has caught up."""
        super().resume_writing()
        self._reader.resumed()

    def keepalive_timeout(self) -> None:
        """It did not answer a ping."""
        super().keepalive_timeout()
        self._reset_soon()

    def shutdown(self) -> None:
        """The server ends."""
        super().shutdown()
        self._reset_soon()

    def _cut(self) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.stop_keepalive()
            self.queue.put_nowait({"type": "websocket.disconnect", "code": CloseCode.TRY_AGAIN_LATER})
            self.conn.send_close(CloseCode.TRY_AGAIN_LATER, "SLOW_READER")
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.close_timer = self.loop.call_later(self.closing_seconds, self.transport.abort)
        else:
            self.transport.abort()

    def _reset_soon(self) -> None:
        self._reset_timer = self.loop.call_later(self.closing_seconds, self.transport.abort)
