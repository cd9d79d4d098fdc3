"""Refuses what came without TLS, where HTTPS_ONLY is set."""

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from server.graphql.protocol import CloseCode
from server.protection.refusals import refusal

__all__ = ["HttpsOnly"]

_PLAIN = frozenset({"http", "ws"})
_PROBES = frozenset({"/health", "/ready"})
_WEBHOOKS = "/webhooks/"
_FORBIDDEN, _PERMANENT_REDIRECT = 403, 308


class HttpsOnly:
    """ASGI middleware: browsers are led to `public_url`, all other plain requests are refused.

    What carries a token is never led on: its client is to be mended, since the token was readable on the way. Probes
    pass, which come from beside the server, and webhooks, which are signed and hold no secret.
    """

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope.get("scheme") not in _PLAIN or _may_be_plain(scope["path"]):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(CloseCode.POLICY_VIOLATION)(scope, receive, send)  # the handshake is answered with 403
        else:
            await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"} or "authorization" in Headers(scope=scope):
            return refusal(_FORBIDDEN, "HTTPS_REQUIRED", f"Use {self._public_url}, over TLS.")
        path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
        path = path if path.startswith("/") else "/"  # anything else would become a part of the host's name
        return RedirectResponse(f"{self._public_url}{path}{'?' if query else ''}{query}", _PERMANENT_REDIRECT)


def _may_be_plain(path: str) -> bool:
    return path in _PROBES or path.startswith(_WEBHOOKS)
