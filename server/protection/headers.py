"""Headers that tell browsers what an answer may not be used for, on every answer.

Sources: the OWASP cheat sheets "HTTP Headers" and "REST Security"; RFC 6797 for Strict-Transport-Security.
"""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SECURITY_HEADERS", "SecurityHeaders"]

SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",  # not asked where CORS allows a call
        "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
)
"""Of an answer that has no such header of its own. Names are in lower case, as ASGI wants them."""

_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})
_SECURE = frozenset({"https", "wss"})


class SecurityHeaders:
    """ASGI middleware: adds `SECURITY_HEADERS`, except those that an answer brings itself.

    `hsts_seconds`: for so long browsers shall come by https only. It is told over https alone (RFC 6797 section 7.2);
    0: never.
    """

    def __init__(self, app: ASGIApp, *, hsts_seconds: int) -> None:
        self._app = app
        self._always = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
        hsts = [(b"strict-transport-security", b"max-age=%d" % hsts_seconds)] if hsts_seconds else []
        self._over_tls = [*self._always, *hsts]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and its answer back with the headers."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        added = self._over_tls if scope.get("scheme") in _SECURE else self._always

        async def send_protected(message: Message) -> None:
            if message["type"] in _STARTS:
                own = list(message.get("headers", ()))
                names = {name.lower() for name, _ in own}
                message["headers"] = [*own, *(header for header in added if header[0] not in names)]
            await send(message)

        await self._app(scope, receive, send_protected)
