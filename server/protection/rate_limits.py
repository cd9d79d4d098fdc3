"""Counts requests by address, before anything of them is read."""

from collections.abc import Callable

import structlog
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from messages import in_language, language_of
from server.graphql.cookies import SESSION_HEADER
from server.graphql.rate_limiting import rate_refusal
from server.protection.refusals import refusal as refusal_answer
from server.rate_limit_headers import refusal_headers
from services.rate_limits import RateLimits
from services.rate_limits.errors import RateLimitRefusedError

__all__ = ["AddressLimits"]

GRAPHQL = "/graphql"
_NEVER_COUNTED = ("/health", "/ready", "/metrics", "/webhooks/", "/receipts/", "/tickets/", "/graphiql")
"""Probes; gateways, whose money must not wait and whose signatures say who they are; links that are signed; and files.
docs/decisions/0074 says why."""
_TOO_MANY_REQUESTS = 429
_UNREAD = {"Connection": "close"}
"""A body is not read, so the connection is of no further use."""

_log = structlog.get_logger(__name__)


class AddressLimits:
    """ASGI middleware: refuses with 429 what comes too often from one address, and WebSocket handshakes alike.

    `uncounted` says what else is never counted, such as the files of the web client.
    """

    def __init__(self, app: ASGIApp, *, limits: RateLimits, uncounted: Callable[[Scope], bool] | None = None) -> None:
        self._app = app
        self._limits = limits
        self._uncounted = uncounted
        self._warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"} or self._is_free(scope):
            await self._app(scope, receive, send)
            return
        address = (scope.get("client") or (None,))[0]
        try:
            if scope["type"] == "websocket":
                await self._limits.admit_connection(address)
            else:
                await self._limits.admit_request(address, anonymous=not _brings_token(scope))
        except RateLimitRefusedError as refusal:
            self._warn_of_proxy(scope)
            await _refuse(refusal, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_free(self, scope: Scope) -> bool:
        return scope["path"].startswith(_NEVER_COUNTED) or (self._uncounted is not None and self._uncounted(scope))

    def _warn_of_proxy(self, scope: Scope) -> None:
        """Say once that a proxy that is not listed seems to stand in front: all its callers are one address then."""
        headers = Headers(scope=scope)
        port = (scope.get("client") or (None, 0))[1]  # it is 0 where a listed proxy told who called
        if not self._warned and port and ("x-forwarded-for" in headers or "forwarded" in headers):
            self._warned = True
            _log.warning("forwarded_for_not_trusted", client=scope["client"][0], hint="TRUSTED_PROXIES names proxies")


def _brings_token(scope: Scope) -> bool:
    """Whether a token is looked at further in, which then counts by its user or is counted as a guess."""
    headers = Headers(scope=scope)
    return scope["path"] == GRAPHQL and ("authorization" in headers or SESSION_HEADER in headers)


async def _refuse(refusal: RateLimitRefusedError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Where the server cannot answer a handshake in words it is closed, which is told as 403.
        socket = WebSocket(scope, receive, send)
        if "websocket.http.response" in scope.get("extensions", {}):
            await socket.send_denial_response(_answer(refusal, scope))
        else:
            await socket.close()
        return
    await _answer(refusal, scope)(scope, receive, send)


def _answer(refusal: RateLimitRefusedError, scope: Scope) -> Response:
    language = language_of(Headers(scope=scope).get("accept-language"))
    if scope["path"] == GRAPHQL:
        told = rate_refusal(refusal, language)
        return JSONResponse({"errors": told.errors}, status_code=told.status, headers=told.headers | _UNREAD)
    message = in_language(refusal.message, language)
    return refusal_answer(_TOO_MANY_REQUESTS, refusal.code, message, refusal_headers(refusal) | _UNREAD)
