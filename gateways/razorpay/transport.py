"""What Razorpay's SDK sends its requests through: bounded in time and size, with failures in our own errors.

The SDK asks its `session` for an answer and looks only at that. Left to itself it has no time limit, prints failures to
standard output, and drops all of an error but its sentence.
"""

import json
import time
from typing import Any

import requests
import structlog

from gateways.errors import GatewayError, GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError

__all__ = ["Session"]

_log = structlog.get_logger(__name__)

ANSWER_MAXIMUM_BYTES = 8_388_608
_CHUNK_BYTES = 65_536
_OK, _MULTIPLE_CHOICES, _UNAUTHORIZED, _SERVER_ERROR = 200, 300, 401, 500
_TRY_AGAIN = frozenset({408, 409, 425, 429})
"""409 is what a refund gets whose first request is still being processed
(https://razorpay.com/docs/api/refunds/normal-refunds-idempotent).
"""
_UNKNOWN_ID = ("does not exist", "is not a valid id")
"""How the sentence ends with which Razorpay refuses an id that it does not know; there is no code for it."""


class Session:
    """Stands in for a `requests.Session`. One thread at a time may use it.

    Every call raises GatewayUnavailableError or GatewayRefusedError, which is PaymentUnknownError for an unknown id.
    """

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._session = requests.Session()

    def get(self, url: str, **options: Any) -> requests.Response:
        """Ask."""
        return self._request("GET", url, options)

    def post(self, url: str, **options: Any) -> requests.Response:
        """Do."""
        return self._request("POST", url, options)

    def close(self) -> None:
        """Free its connections."""
        self._session.close()

    def _request(self, method: str, url: str, options: dict[str, Any]) -> requests.Response:
        deadline = time.monotonic() + self._timeout_seconds
        try:
            with self._session.request(
                method, url, timeout=self._timeout_seconds, allow_redirects=False, stream=True, **options
            ) as response:
                body = _read(response, deadline)
        except requests.RequestException as error:
            # Its exception keeps the request, and with it the key; none of that leaves this module.
            raise GatewayUnavailableError(f"Razorpay gave no answer ({type(error).__name__}).") from None
        response._content = body  # noqa: SLF001 - where `requests` itself puts what it has read
        answer = _json(body)
        if _OK <= response.status_code < _MULTIPLE_CHOICES and isinstance(answer, dict):
            return response
        raise _failure(response.status_code, answer)


def _read(response: requests.Response, deadline: float) -> bytes:
    """The body; a server that drips it or never ends is given up."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > ANSWER_MAXIMUM_BYTES or time.monotonic() > deadline:
            raise GatewayUnavailableError("Razorpay's answer is too large or too slow.")
    return bytes(body)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _failure(status: int, answer: Any) -> GatewayError:
    """https://razorpay.com/docs/errors."""
    error = answer.get("error") if isinstance(answer, dict) else None
    details: dict[str, Any] = error if isinstance(error, dict) else {}
    code, sentence = _code(details), str(details.get("description") or "Razorpay refused the payment.")
    if status == _UNAUTHORIZED:
        # It says nothing about the payment, and is over once the key is right again.
        _log.error("razorpay_key_refused", status=status)
        return GatewayUnavailableError("Razorpay does not accept this server's key.")
    _log.warning("razorpay_call_failed", status=status, code=code)
    if not details or status in _TRY_AGAIN or status >= _SERVER_ERROR or status < _MULTIPLE_CHOICES:
        return GatewayUnavailableError(f"Razorpay gave no usable answer (status {status}).")
    if sentence.rstrip(".").endswith(_UNKNOWN_ID):
        return PaymentUnknownError("not_found", sentence)
    return GatewayRefusedError(code, sentence)


def _code(details: dict[str, Any]) -> str:
    """The reason, which says more than the code, which is `BAD_REQUEST_ERROR` for almost everything."""
    reason = details.get("reason")
    if isinstance(reason, str) and reason not in {"", "NA"}:
        return reason
    return str(details.get("code") or "unknown").lower()
