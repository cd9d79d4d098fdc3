"""Reads what callers send, within limits."""

import json
import re
from typing import Any

from starlette.requests import Request

from gateways.simulated_razorpay.errors import ApiError, bad_request

__all__ = ["MAXIMUM_BODY_BYTES", "page_of", "read_amount", "read_json", "read_notes"]

MAXIMUM_BODY_BYTES = 262_144
_MOST_NOTES, _MOST_NOTE_CHARACTERS = 15, 256
_DEFAULT_COUNT, _MOST_COUNT = 10, 100
_NUMBER = re.compile(r"[0-9]{1,12}\Z")


async def read_json(request: Request) -> dict[str, Any]:
    """The body of a POST; raises ApiError when it is too long or no object."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAXIMUM_BODY_BYTES:
            raise ApiError(413, "BAD_REQUEST_ERROR", "The body is too large")
    try:
        value = json.loads(bytes(body) or b"{}")
    except (ValueError, RecursionError):
        raise bad_request("The request body is not JSON") from None
    if not isinstance(value, dict):
        raise bad_request("The request body must be an object")
    return value


def read_amount(value: object, *, least: int, most: int | None = None) -> int:
    """An amount in minor units."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad_request("The amount must be an integer.", field="amount")
    if value < least:
        raise bad_request(f"The amount must be at least {least} paise", field="amount")
    if most is not None and value > most:
        message = "The total refund amount is greater than the refund payment amount"
        raise ApiError(400, "BAD_REQUEST_ERROR", message, reason="input_validation_failed", field="amount")
    return value


def read_notes(value: object) -> dict[str, str] | list[Any]:
    """Notes; without any Razorpay keeps an empty list."""
    if value is None or value == []:
        return []
    if not isinstance(value, dict) or len(value) > _MOST_NOTES:
        raise bad_request(f"notes may have {_MOST_NOTES} fields at most", field="notes")
    if not all(isinstance(each, str) and len(each) <= _MOST_NOTE_CHARACTERS for each in value.values()):
        raise bad_request(f"a note is a text of {_MOST_NOTE_CHARACTERS} characters at most", field="notes")
    return dict(value)


def page_of(request: Request, found: list[dict[str, Any]]) -> dict[str, Any]:
    """The part of a list that `count` and `skip` ask for."""
    count, skip = number(request, "count", _DEFAULT_COUNT), number(request, "skip", 0)
    if not 1 <= (count or 0) <= _MOST_COUNT:
        raise bad_request(f"The count may not be greater than {_MOST_COUNT}.", field="count")
    items = found[skip : (skip or 0) + (count or 0)]
    return {"entity": "collection", "count": len(items), "items": items}


def number(request: Request, name: str, default: int | None = None) -> int | None:
    """A whole number of the query."""
    value = request.query_params.get(name)
    if value is None:
        return default
    if not _NUMBER.match(value):
        raise bad_request(f"The {name} must be an integer.", field=name)
    return int(value)
