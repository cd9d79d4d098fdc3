"""`/verify-email`, `/reset-password`, `/team-invitation`: where links of mails lead without a web client (APP_URL).

GET only shows a form, because programs that look through mail open the links in it. The button does it, by POST. The
address is the caller's only credential: no page tells another one where it came from, and nothing is loaded from
anywhere.
"""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from messages import Language, in_language, language_of
from server.account_page_html import PAGE_HEADERS, done_page, reset_page, team_page, verify_page
from services.errors import TokentillError
from services.identity.account_mails import RESET_PASSWORD_PATH, VERIFY_EMAIL_PATH
from services.identity.service import IdentityService
from services.teams.mails import TEAM_INVITATION_PATH
from webhooks.body import BodyTooLargeError, BodyTooSlowError, read_raw_body

__all__ = ["account_page_routes"]

_BODY_BYTES = 8_192
_BODY_SECONDS = 10
_TOKEN_CHARACTERS = 200
_FORM = "application/x-www-form-urlencoded"
_STATUSES = {
    "LINK_INVALID": 410,
    "EMAIL_TAKEN": 409,
    "WEAK_PASSWORD": 422,
    "WRONG_PASSWORD": 422,
    "INVALID_INPUT": 422,
    "TOO_MANY_ATTEMPTS": 429,
}
_FORBIDDEN, _UNAVAILABLE, _BAD_REQUEST = 403, 503, 400


def account_page_routes(identity: IdentityService) -> list[Route]:
    """The pages."""

    async def verify_email(request: Request) -> Response:
        language = _language(request)
        if request.method != "POST":
            return _page(verify_page(language, _token_of(request)))
        form = await _form_of(request)
        if form is None:
            return _page(verify_page(language, ""), _BAD_REQUEST)
        try:
            email = await identity.addresses.verify(form.get("token", ""), password=form.get("password", ""))
        except TokentillError as error:
            return _page(verify_page(language, form.get("token", ""), _said(error, language)), _status(error))
        return _page(done_page(language, verified=email))

    async def reset_password(request: Request) -> Response:
        language = _language(request)
        if request.method != "POST":
            return _page(reset_page(language, _token_of(request)))
        form = await _form_of(request)
        if form is None:
            return _page(reset_page(language, ""), _BAD_REQUEST)
        try:
            await identity.password_changes.reset(form.get("token", ""), form.get("password", ""))
        except TokentillError as error:
            return _page(reset_page(language, form.get("token", ""), _said(error, language)), _status(error))
        return _page(done_page(language))

    async def team_invitation(request: Request) -> Response:
        return _page(team_page(_language(request), _token_of(request)))

    methods = ["GET", "POST"]
    return [
        Route(VERIFY_EMAIL_PATH, verify_email, methods=methods),
        Route(RESET_PASSWORD_PATH, reset_password, methods=methods),
        Route(TEAM_INVITATION_PATH, team_invitation, methods=["GET"]),
    ]


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


def _token_of(request: Request) -> str:
    return request.query_params.get("token", "")[:_TOKEN_CHARACTERS]


async def _form_of(request: Request) -> dict[str, str] | None:
    """The first value of each field; None for what is no form, or too much of it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return None
    try:
        body = await read_raw_body(request, maximum_bytes=_BODY_BYTES, timeout_seconds=_BODY_SECONDS)
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10, errors="strict")
    except (BodyTooLargeError, BodyTooSlowError, ValueError):
        return None
    return {name: values[0] for name, values in fields.items()}


def _said(error: TokentillError, language: Language) -> str:
    return in_language(error.message, language)


def _status(error: TokentillError) -> int:
    return _STATUSES.get(error.code, _UNAVAILABLE if error.retryable else _FORBIDDEN)


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status_code=status, headers=PAGE_HEADERS)
