"""Which sites' pages may read our answers: those of a list, exactly; with cookies only those of a shorter one.

Source: the Fetch standard, section "CORS protocol" (https://fetch.spec.whatwg.org/#http-cors-protocol).
"""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.graphql.cookies import SESSION_HEADER
from server.graphql.cost import COST_HEADER
from server.graphql.request_ids import REQUEST_ID_HEADER
from server.protection.refusals import refusal
from server.rate_limit_headers import LIMIT_HEADERS

__all__ = ["Cors"]

_METHODS = ("GET", "POST")
_HEADERS = ("Accept", "Accept-Language", "Authorization", "Content-Language", "Content-Type", REQUEST_ID_HEADER)
_READABLE = (COST_HEADER, *LIMIT_HEADERS, REQUEST_ID_HEADER)
_PREFLIGHT_SECONDS = 600
"""For so long a browser may remember; an origin that leaves the list keeps its preflight, and loses the answers."""
_ORIGIN, _METHOD, _NAMES = "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"
_NO_CONTENT, _FORBIDDEN = 204, 403


class Cors:
    """ASGI middleware. `origins` are as browsers send them: `https://app.example.com`.

    Those of `cookie_origins`, which are among them, may send cookies with the header that asks for a session in them.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str], cookie_origins: Collection[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origins)
        self._cookie_origins = frozenset(cookie_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight; pass anything else on, and say with its answer whether the page may read it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get(_ORIGIN)
        if scope["method"] == "OPTIONS" and origin is not None and _METHOD in headers:
            await self._preflight(origin, headers)(scope, receive, send)
            return
        listed = origin is not None and origin in self._origins

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                answer = MutableHeaders(scope=message)
                _add_vary(answer)
                if listed and origin is not None:
                    answer["Access-Control-Allow-Origin"] = origin
                    answer["Access-Control-Expose-Headers"] = ", ".join(_READABLE)
                    answer.update(self._with_cookies(origin))
            await send(message)

        await self._app(scope, receive, send_marked)

    def _preflight(self, origin: str, headers: Headers) -> Response:
        vary = {"Vary": f"{_ORIGIN}, {_METHOD}, {_NAMES}"}
        if origin not in self._origins:
            return refusal(_FORBIDDEN, "ORIGIN_NOT_ALLOWED", "ALLOWED_ORIGINS does not list this origin.", vary)
        asked = {name.strip().lower() for name in headers.get(_NAMES, "").split(",")} - {""}
        vary["Access-Control-Allow-Origin"] = origin
        names = (*_HEADERS, SESSION_HEADER) if origin in self._cookie_origins else _HEADERS
        if headers[_METHOD] not in _METHODS or not asked <= {name.lower() for name in names}:
            message = f"Pages of other sites may use {', '.join(_METHODS)} with {', '.join(names)}."
            return refusal(_FORBIDDEN, "PREFLIGHT_NOT_ALLOWED", message, vary)
        return Response(
            status_code=_NO_CONTENT,
            headers={
                **vary,
                **self._with_cookies(origin),
                "Access-Control-Allow-Methods": ", ".join(_METHODS),
                "Access-Control-Allow-Headers": ", ".join(names),
                "Access-Control-Max-Age": str(_PREFLIGHT_SECONDS),
            },
        )

    def _with_cookies(self, origin: str) -> dict[str, str]:
        return {"Access-Control-Allow-Credentials": "true"} if origin in self._cookie_origins else {}


def _add_vary(answer: MutableHeaders) -> None:
    """Caches keep the answers to different sites apart."""
    vary = answer.get("Vary", "")
    if _ORIGIN.lower() not in {name.strip().lower() for name in vary.split(",")}:
        answer["Vary"] = f"{vary}, {_ORIGIN}" if vary else _ORIGIN
