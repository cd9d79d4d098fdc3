"""`GET /exports/{user}.zip`: the file behind a signed link. The link is the caller's only credential."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from messages import in_language, language_of
from services.errors import TokentillError
from services.export import EXPORTS_PATH, Exports

__all__ = ["HEADERS", "export_routes", "refusal"]

_STATUSES = {
    "EXPORT_LINK_INVALID": 403,
    "EXPORT_LINK_EXPIRED": 410,
    "EXPORT_RUNNING": 429,
    "EXPORT_LIMIT_REACHED": 429,
}
_UNAVAILABLE = 503
_RETRY_AFTER_SECONDS = 60
_PARAMETER_CHARACTERS_MAXIMUM = 200
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # the address is the credential
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer that is behind a signed link."""


def export_routes(exports: Exports) -> list[Route]:
    """The one route. It answers GET alone: HEAD would take one of the day's exports for nothing."""

    async def export(request: Request) -> Response:
        if request.method != "GET":
            return Response(status_code=405, headers={**HEADERS, "Allow": "GET"})
        query = request.query_params
        sent = (request.path_params["user_id"], *(query.get(name, "") for name in ("session", "expires", "signature")))
        try:
            file = await exports.open(*(value[:_PARAMETER_CHARACTERS_MAXIMUM] for value in sent))
        except TokentillError as error:
            return refusal(request, error)
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        return StreamingResponse(file.pieces, media_type="application/zip", headers=headers)

    return [Route(EXPORTS_PATH + "/{user_id}.zip", export, methods=["GET"])]


def refusal(request: Request, error: TokentillError) -> Response:
    """The answer to a link that is refused."""
    message = in_language(error.message, language_of(request.headers.get("accept-language")))
    headers = {**HEADERS, "Retry-After": str(_RETRY_AFTER_SECONDS)} if error.retryable else HEADERS
    content = {"code": error.code, "message": message}
    return JSONResponse(content, status_code=_STATUSES.get(error.code, _UNAVAILABLE), headers=headers)
