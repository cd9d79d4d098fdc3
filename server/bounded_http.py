"""HTTP/1.1 as uvicorn speaks it, with bounds on what comes before and after a request's body.

uvicorn hands headers over when they are complete, and until then keeps them however many and however slow they are: its
parser (llhttp) has no limits, and its only clock runs between requests while nothing at all arrives.
"""

import asyncio
from http import HTTPStatus
from typing import Any, ClassVar

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from server.protection.headers import SECURITY_HEADERS
from server.stalled_reader import StalledReader

__all__ = ["BoundedHttp"]

_PIECE_BYTES = 4_096


class BoundedHttp(HttpToolsProtocol):
    """One connection. A request line with its headers has a size and a time; so have trailers and chunk extensions.

    Whoever sends more is answered 431 (RFC 6585 section 5), who sends too slowly 408 (RFC 9110 section 15.5.9), and the
    connection is closed. An upgrade to WebSocket counts as complete headers.
    """

    head_bytes: ClassVar[int] = 32_768
    """Most bytes without a body among them; up to 4,095 more may pass, since bytes are counted in pieces."""
    head_seconds: ClassVar[float] = 10.0
    """From the connection, and from the end of a response, until the next headers are complete."""
    stalled_seconds: ClassVar[float] = 30.0
    """A client that takes nothing of its answer for so long is cut off. Flow control bounds what waits for it."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.parser = _CountingParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn's own parser
        self.bytes_without_body = 0
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._reader = StalledReader(self.loop, transport, self.stalled_seconds, transport.abort)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._head_arrived()
        self._reader.resumed()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client reads more slowly than we write."""
        super().pause_writing()
        self._reader.paused()

    def resume_writing(self) -> None:
        """It has caught up."""
        super().resume_writing()
        self._reader.resumed()

    def on_headers_complete(self) -> None:
        """The request begins to run, or the connection becomes a WebSocket."""
        self.bytes_without_body = 0
        self._head_arrived()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """The body is bounded by the application, which reads it."""
        self.bytes_without_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """What follows belongs to the next request."""
        self.bytes_without_body = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, unless it is there already."""
        pipelined = bool(self.pipeline)
        super().on_response_complete()
        if not pipelined and not self.transport.is_closing():
            self._wait_for_head()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser did not take; uvicorn's name for it."""
        del msg  # the status says it
        too_large = self.bytes_without_body > self.head_bytes
        self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST)

    def _wait_for_head(self) -> None:
        self._head_arrived()
        self._head_timer = self.loop.call_later(self.head_seconds, self._head_is_late)

    def _head_arrived(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        if self.transport.is_closing():
            return
        if self.bytes_without_body:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer and close. An answer that is under way is cut instead: a second one would be read as a part of it."""
        if not _is_answering(self.cycle):
            text = status.phrase.encode()
            head = [b"HTTP/1.1 %d %s" % (status, text)]
            head += [name + b": " + value for name, value in self.server_state.default_headers]
            head += [f"{name}: {value}".encode() for name, value in SECURITY_HEADERS.items()]
            head += [b"content-type: text/plain; charset=utf-8", b"content-length: %d" % len(text)]
            self.transport.write(b"\r\n".join([*head, b"connection: close", b"", text]))
        self.transport.close()


def _is_answering(cycle: RequestResponseCycle | None) -> bool:
    return cycle is not None and not cycle.response_complete


class _CountingParser(httptools.HttpRequestParser):
    """Parses in pieces, and raises HttpParserError when too many bytes come to nothing that the protocol is told."""

    def __init__(self, protocol: BoundedHttp) -> None:
        super().__init__(protocol)
        self._protocol = protocol

    def feed_data(self, data: Any) -> None:
        """Parse; the protocol sets its count back whenever it is told of something."""
        view, protocol = memoryview(data), self._protocol
        for start in range(0, len(view), _PIECE_BYTES):
            piece = view[start : start + _PIECE_BYTES]
            protocol.bytes_without_body += len(piece)
            super().feed_data(piece)
            if protocol.bytes_without_body > protocol.head_bytes:
                raise httptools.HttpParserError
