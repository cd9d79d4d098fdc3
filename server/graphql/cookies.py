"""Sessions in cookies: which calls may bring them, and how they are set.

Only a call that says so by a header has its cookies read, and only one that a page of our own made. A page of another
site can make a browser send cookies, but neither set that header (it would have to ask by a preflight) nor hide its
origin. docs/security.md tells the rules, docs/decisions/0068 why they are these.
"""

import hashlib

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from strawberry.http.websocket_origin import is_same_origin, normalize_origin

from schema.session_cookies import SessionCookies
from server.graphql.problems import RequestRefusedError, problem
from services.api_keys.token import ApiToken
from services.errors import NotAuthenticatedError
from settings import Settings

__all__ = ["SESSION_HEADER", "CookiePolicy"]

SESSION_HEADER = "X-Tokentill-Session"
_IN_COOKIES = "cookie"
_FORBIDDEN = 403


class CookiePolicy:
    """One for a process. Behind https the names begin with `__Host-`: no other host can set such a cookie for ours."""

    def __init__(self, settings: Settings) -> None:
        self._offered = settings.session_cookies
        self._secure = settings.public_url.startswith("https://")
        prefix = "__Host-" if self._secure else ""
        self._access, self._refresh = f"{prefix}tokentill_access", f"{prefix}tokentill_refresh"
        self._ended = f"{prefix}tokentill_ended"
        self._access_seconds = settings.access_token_seconds
        self._refresh_seconds = settings.refresh_token_seconds
        self._origins = {normalize_origin(settings.public_url), *settings.session_cookie_origins} - {None}

    def of_request(self, headers: Headers, *, can_be_set: bool) -> SessionCookies | None:
        """The cookies of an HTTP request whose header asks for them; None where none does, whatever cookies came.

        Raises RequestRefusedError for a page of another site, and beside an Authorization header.
        """
        asked = headers.get(SESSION_HEADER)
        if asked is None:
            return None
        self._check(asked, headers.get("authorization"))
        origin = headers.get("origin")
        # Browsers leave the origin out where a page asks its own server by GET, and then name their relation.
        is_own = (
            headers.get("sec-fetch-site") in (None, "same-origin") if origin is None else self._owns(origin, headers)
        )
        if not is_own:
            raise _cross_site()
        return self._read(headers, can_be_set=can_be_set)

    def of_handshake(self, headers: Headers, asked: object, authorization: object) -> SessionCookies | None:
        """The cookies of a WebSocket whose `connection_init` asks for them; None where it does not.

        Browsers always name the page's origin there, so it must be named. Raises RequestRefusedError.
        """
        if asked is None:
            return None
        self._check(asked, authorization)
        origin = headers.get("origin")
        if origin is None or not self._owns(origin, headers):
            raise _cross_site()
        cookies = self._read(headers, can_be_set=False)
        if cookies.access_token is None:
            raise RequestRefusedError.of(NotAuthenticatedError())
        return cookies

    def write(self, cookies: SessionCookies | None, response: Response) -> None:
        """Set or remove what the call has changed."""
        if cookies is None:
            return
        if cookies.kept is not None:
            self._set(response, self._access, cookies.kept.access_token, self._access_seconds)
            self._set(response, self._refresh, cookies.kept.refresh_token, self._refresh_seconds)
        elif cookies.forgotten:
            self._set(response, self._access, "", 0)
            self._set(response, self._refresh, "", 0)
        elif cookies.ended and cookies.refresh_token is not None:
            self._set(response, self._ended, _hash(cookies.refresh_token), self._refresh_seconds)

    def _check(self, asked: object, authorization: object) -> None:
        if asked != _IN_COOKIES:
            raise RequestRefusedError([problem("BAD_REQUEST", f"A session can be asked for as `{_IN_COOKIES}` only.")])
        if authorization is not None:
            text = "A session in cookies and an Authorization exclude each other: send one of them."
            raise RequestRefusedError([problem("BAD_REQUEST", text)])
        if not self._offered:
            text = "SESSION_COOKIES is off here; leave the header out, and keep the tokens yourself."
            raise RequestRefusedError([problem("SESSION_COOKIES_OFF", text)], status=_FORBIDDEN)

    def _owns(self, origin: str, headers: Headers) -> bool:
        """Whether a page of that origin is ours. Behind https one of the same host without TLS is not."""
        if headers.get("sec-fetch-site") == "cross-site":
            return False
        if normalize_origin(origin) in self._origins:
            return True
        return not self._secure and is_same_origin(origin, headers.get("host"))

    def _read(self, headers: Headers, *, can_be_set: bool) -> SessionCookies:
        sent = cookie_parser(headers.get("cookie", ""))
        access, refresh = sent.get(self._access) or None, sent.get(self._refresh) or None
        if refresh is not None and sent.get(self._ended) == _hash(refresh):
            return SessionCookies(can_be_set=can_be_set)  # the browser was told that this session is over
        if access is not None and ApiToken.parse(access) is not None:
            access = None  # API keys are for programs, and come in the header alone
        return SessionCookies(access_token=access, refresh_token=refresh, can_be_set=can_be_set)

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path="/", secure=self._secure, httponly=True, samesite="strict"
        )


def _hash(refresh_token: str) -> str:
    """What names the cookies of a session that is over, and tells no token."""
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def _cross_site() -> RequestRefusedError:
    text = "Cookies are taken from pages of this server and of SESSION_COOKIE_ORIGINS alone."
    return RequestRefusedError([problem("CROSS_SITE_REQUEST", text)], status=_FORBIDDEN)
