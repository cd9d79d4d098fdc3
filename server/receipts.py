"""`GET /receipts/{payment}.pdf`: the PDF behind a signed link. The link is the caller's only credential."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from messages import in_language, language_of
from services.errors import TokentillError
from services.receipts import Receipts
from services.receipts.links import SignedLink
from services.receipts.service import RECEIPTS_PATH

__all__ = ["receipt_routes"]

_STATUSES = {
    "RECEIPT_LINK_INVALID": 403,
    "RECEIPT_LINK_EXPIRED": 410,
    "RECEIPT_NOT_READY": 404,
    "NOT_FOUND": 404,
    "RECEIPTS_BUSY": 503,
    "RECEIPTS_UNAVAILABLE": 503,
}
_UNAVAILABLE = 503
_RETRY_AFTER_SECONDS = 5
_PARAMETER_CHARACTERS_MAXIMUM = 200
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # the address is the credential
    "X-Content-Type-Options": "nosniff",
}


def receipt_routes(receipts: Receipts) -> list[Route]:
    """The one route."""

    async def receipt(request: Request) -> Response:
        try:
            file = await receipts.open(_link_of(request))
        except TokentillError as error:
            return _refusal(request, error)
        disposition = f'attachment; filename="{file.name}"'
        headers = {**_HEADERS, "Content-Disposition": disposition}
        return Response(file.content, media_type="application/pdf", headers=headers)

    return [Route(RECEIPTS_PATH + "/{payment_id}.pdf", receipt, methods=["GET"])]


def _link_of(request: Request) -> SignedLink:
    """What the address holds, cut to a length at which checking it costs nothing."""
    query = request.query_params
    payment_id, language, expires, signature = (
        value[:_PARAMETER_CHARACTERS_MAXIMUM]
        for value in (
            request.path_params["payment_id"],
            *(query.get(name, "") for name in ("language", "expires", "signature")),
        )
    )
    return SignedLink(payment_id=payment_id, language=language, expires=expires, signature=signature)


def _refusal(request: Request, error: TokentillError) -> Response:
    status = _STATUSES.get(error.code, _UNAVAILABLE)
    message = in_language(error.message, language_of(request.headers.get("accept-language")))
    headers = (
        {**_HEADERS, "Retry-After": str(_RETRY_AFTER_SECONDS)}
        if error.retryable and status == _UNAVAILABLE
        else _HEADERS
    )
    return JSONResponse({"code": error.code, "message": message}, status_code=status, headers=headers)
