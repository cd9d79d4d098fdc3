"""Names each request, and logs how it ended."""

import time

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.graphql.request_ids import REQUEST_ID_HEADER, request_id_from

__all__ = ["RequestLog"]

_log = structlog.get_logger(__name__)
_QUIET_PATHS = frozenset({"/health", "/ready"})
_NO_ANSWER = 499
"""Logged when the client was gone before an answer began (nginx's number)."""
_HANDSHAKE_REFUSED = 403
"""What a WebSocket's client is answered that is closed before it was accepted."""


class RequestLog:
    """ASGI middleware: every log line of a request has its `request_id`, which the answer's header tells too.

    The address is logged without its query string, which may hold an operation's variables.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, under its id."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        request_id = request_id_from(Headers(scope=scope).get(REQUEST_ID_HEADER))
        # Whoever reads the header further in meets the id that is logged here.
        MutableHeaders(scope=scope)[REQUEST_ID_HEADER] = request_id
        status = _NO_ANSWER
        started = time.perf_counter()

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            elif message["type"] == "websocket.http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close" and status == _NO_ANSWER:
                status = _HANDSHAKE_REFUSED
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_named)
            finally:
                if scope["path"] not in _QUIET_PATHS:
                    _log.info(
                        "request_finished",
                        method=scope.get("method", "WEBSOCKET"),
                        path=scope["path"],
                        status=status,
                        client=(scope.get("client") or (None,))[0],
                        milliseconds=round((time.perf_counter() - started) * 1_000, 1),
                    )
