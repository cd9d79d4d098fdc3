"""Answers outside GraphQL that refuse a request: JSON with the `code` and the `message` of every error here."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

__all__ = ["refusal", "refuse_http_exception"]

_NOT_FOUND = 404
_SENTENCES = {
    _NOT_FOUND: ("NOT_FOUND", "There is nothing at this address."),
    405: ("METHOD_NOT_ALLOWED", "This address does not take that method."),
}


def refusal(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer."""
    return JSONResponse({"code": code, "message": message}, status_code=status, headers=headers)


async def refuse_http_exception(_request: Request, error: Exception) -> Response:
    """Starlette's own refusals, such as of an address that does not exist. Raises anything that is none of them."""
    if not isinstance(error, HTTPException):
        raise error
    code, message = _SENTENCES.get(error.status_code, ("BAD_REQUEST", "The request cannot be answered."))
    return refusal(error.status_code, code, message, error.headers)
