"""`GET /auth/{provider}` and `GET /auth/{provider}/callback`: a browser goes to an identity provider and comes back.

The cookie says only that this browser began the sign-in it comes back from; it opens nothing by itself.
"""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from messages import in_language, language_of
from services.errors import TokentillError
from services.sign_in import SignIns
from services.sign_in.begun import BEGUN_SECONDS
from services.sign_in.service import ProviderAnswer

__all__ = ["sign_in_routes"]


_STATUSES = {"SIGN_IN_PROVIDER_UNKNOWN": 404, "SIGN_IN_UNAVAILABLE": 503}
_REFUSED = 400
_SEE_OTHER = 303


def sign_in_routes(sign_ins: SignIns, *, public_url: str) -> list[Route]:
    """Both routes. At the end the browser is at the app's page, with `code`, or with `error` and our code for it."""
    secure = public_url.startswith("https://")
    # A cookie of this prefix cannot be set by another host of the same site, nor without TLS.
    cookie_name = "__Host-tokentill-sign-in" if secure else "tokentill-sign-in"

    async def begin(request: Request) -> Response:
        query = request.query_params
        try:
            away = await sign_ins.begin(
                request.path_params["provider"], challenge=query.get("challenge", ""), return_to=query.get("return_to")
            )
        except TokentillError as error:
            return _refusal(request, error)
        answer = RedirectResponse(away.url, status_code=_SEE_OTHER)
        answer.set_cookie(
            cookie_name, away.cookie, max_age=BEGUN_SECONDS, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return answer

    async def callback(request: Request) -> Response:
        answer = _answer_of(request)
        try:
            begun = sign_ins.begun(request.path_params["provider"], request.cookies.get(cookie_name), answer)
        except TokentillError as error:
            return _refusal(request, error)
        try:
            told = {"code": await sign_ins.finish(begun, answer)}
        except TokentillError as error:
            told = {"error": error.code}
        back = RedirectResponse(f"{begun.return_to}?{urlencode(told)}", status_code=_SEE_OTHER)
        back.delete_cookie(cookie_name, path="/", secure=secure, httponly=True, samesite="lax")
        return back

    return [
        Route("/auth/{provider}", begin, methods=["GET"]),
        Route("/auth/{provider}/callback", callback, methods=["GET"]),
    ]


def _answer_of(request: Request) -> ProviderAnswer:
    query = request.query_params
    return ProviderAnswer(query.get("state", ""), query.get("code"), query.get("error"), query.get("iss"))


def _refusal(request: Request, error: TokentillError) -> Response:
    message = in_language(error.message, language_of(request.headers.get("accept-language")))
    return JSONResponse({"code": error.code, "message": message}, status_code=_STATUSES.get(error.code, _REFUSED))
