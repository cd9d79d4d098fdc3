"""What an answer of the server's holds: the data of an operation, or why there is none."""

import json
from typing import Any

import httpx

from tokentill_client.errors import RequestError, network_error

__all__ = ["data_of", "graphql_error", "members", "refusal"]

_TOO_MANY_REQUESTS = 429


def data_of(response: httpx.Response) -> dict[str, Any]:
    """The `data` of an answer; raises RequestError when it has errors, also when some fields were answered."""
    try:
        answer = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        answer = None
    if isinstance(answer, dict):
        errors, data = answer.get("errors"), answer.get("data")
        if isinstance(errors, list) and errors:
            raise graphql_error(errors[0], response)
        if isinstance(data, dict) and response.is_success:
            return data
        if "code" in answer:  # refused before GraphQL saw it
            raise refusal(answer, response)
    raise network_error(f"The server's answer cannot be read (HTTP {response.status_code}).", response.status_code)


def graphql_error(error: Any, response: httpx.Response | None = None) -> RequestError:
    """The exception of an error in GraphQL's form, with what the HTTP answer says about it."""
    told = error if isinstance(error, dict) else {}
    return refusal({**(told.get("extensions") or {}), "message": told.get("message")}, response)


def refusal(told: dict[str, Any], response: httpx.Response | None = None) -> RequestError:
    """The exception of `{"code", "message", "retryable", "errorId", "retryAfterSeconds"}`, of which some may lack."""
    status = None if response is None else response.status_code
    wait = told.get("retryAfterSeconds")
    if wait is None and response is not None and response.headers.get("retry-after", "").isdecimal():
        wait = int(response.headers["retry-after"])
    return RequestError(
        told.get("code") or "INTERNAL",
        told.get("message") or "",
        retryable=bool(told.get("retryable", status == _TOO_MANY_REQUESTS)),
        error_id=told.get("errorId"),
        status=status,
        retry_after_seconds=wait,
    )


def members(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What the root fields of `data` hold that have fields themselves."""
    return [value for value in data.values() if isinstance(value, dict)]
