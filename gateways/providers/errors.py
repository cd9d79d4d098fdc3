"""What a provider can do wrong, under codes that never change.

| code                      | cause                                       | retryable |
|---------------------------|---------------------------------------------|-----------|
| PROVIDER_AUTH             | 401: our key is wrong                       | no        |
| PROVIDER_PAYMENT_REQUIRED | 402: our account there has no credit        | no        |
| PROVIDER_KEY_MISSING      | no key of ours may be used for it           | no        |
| PROVIDER_LIMIT_REACHED    | all our keys are at their own limits        | yes       |
| PROVIDER_FORBIDDEN        | 403                                         | no        |
| MODEL_NOT_FOUND           | 404: the provider has no such model         | no        |
| PROVIDER_REFUSED          | other 4xx: the request is not acceptable    | no        |
| PROMPT_TOO_LONG           | the provider says that the input is too long| no        |
| CONTENT_FILTERED          | the provider withheld the whole reply       | no        |
| MESSAGE_MODERATED         | its moderation refused the message          | no        |
| PROVIDER_TIMEOUT          | 408, 504, no answer within the limit        | yes       |
| PROVIDER_RATE_LIMITED     | 429                                         | yes       |
| PROVIDER_UNAVAILABLE      | 5xx, or no connection                       | yes       |
| PROVIDER_BAD_RESPONSE     | an answer that cannot be read               | yes       |
| PROVIDER_STREAM_CUT       | the stream broke off                        | yes       |
| STRUCTURE_INVALID         | the answer has not the form asked for       | yes       |

Sources: https://platform.openai.com/docs/guides/error-codes, https://openrouter.ai/docs/errors (a moderated message is
a 403 whose `metadata` has `reasons`), https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter.
"""

from collections.abc import Mapping
from typing import Any

from gateways.errors import GatewayError

__all__ = ["ProviderError", "error_of_body", "error_of_status"]

_MESSAGES = {
    "PROVIDER_AUTH": "The model provider does not accept this server's key.",
    "PROVIDER_PAYMENT_REQUIRED": "This server's account at the model provider has no credit left.",
    "PROVIDER_KEY_MISSING": "This server has no key for the model provider.",
    "PROVIDER_LIMIT_REACHED": "This server has used as much of the model provider as it may for now.",
    "PROVIDER_FORBIDDEN": "The model provider does not allow this request.",
    "MODEL_NOT_FOUND": "The model provider has no such model.",
    "PROVIDER_REFUSED": "The model provider does not accept this request.",
    "PROMPT_TOO_LONG": "The conversation is too long for this model.",
    "CONTENT_FILTERED": "The model provider withheld its reply to this message.",
    "MESSAGE_MODERATED": "The model provider's moderation does not accept this message.",
    "PROVIDER_TIMEOUT": "The model provider did not answer in time.",
    "PROVIDER_RATE_LIMITED": "The model provider has too many requests right now.",
    "PROVIDER_UNAVAILABLE": "The model provider cannot be reached right now.",
    "PROVIDER_BAD_RESPONSE": "The model provider sent an answer that cannot be read.",
    "PROVIDER_STREAM_CUT": "The model provider's answer broke off.",
    "STRUCTURE_INVALID": "The model's answer does not have the form that was asked for.",
}
_RETRYABLE = frozenset(
    {
        "PROVIDER_LIMIT_REACHED",
        "PROVIDER_TIMEOUT",
        "PROVIDER_RATE_LIMITED",
        "PROVIDER_UNAVAILABLE",
        "PROVIDER_BAD_RESPONSE",
        "PROVIDER_STREAM_CUT",
        "STRUCTURE_INVALID",
    }
)
_BY_STATUS = {
    401: "PROVIDER_AUTH",
    402: "PROVIDER_PAYMENT_REQUIRED",
    403: "PROVIDER_FORBIDDEN",
    404: "MODEL_NOT_FOUND",
    408: "PROVIDER_TIMEOUT",
    429: "PROVIDER_RATE_LIMITED",
    504: "PROVIDER_TIMEOUT",
}
_BY_VENDOR_CODE = {
    "content_filter": "MESSAGE_MODERATED",
    "content_policy_violation": "MESSAGE_MODERATED",
    "moderation_blocked": "MESSAGE_MODERATED",
    "context_length_exceeded": "PROMPT_TOO_LONG",
}
_FORBIDDEN = 403
_FIRST_CLIENT_ERROR = 400
_FIRST_SERVER_ERROR = 500
_STATUS_DIGITS = 3
_MOST_REASONS = 10
_MOST_REASON_CHARACTERS = 100


class ProviderError(GatewayError):
    """A provider failed. `message` is ours: a provider's own text may hold keys and is never passed on."""

    def __init__(self, code: str, *, retry_after_seconds: float | None = None, reasons: tuple[str, ...] = ()) -> None:
        self.code = code
        self.message = _MESSAGES[code]
        self.retryable = code in _RETRYABLE
        self.retry_after_seconds = retry_after_seconds
        """How long the provider asks to wait; None when it does not say."""
        self.reasons = reasons
        """The categories that a moderation named, such as `violence`."""
        super().__init__(f"{code}: {self.message}")


def error_of_status(status: int, body: object = None, *, retry_after: float | None = None) -> ProviderError:
    """The error that an HTTP status means; `body` is the error object that came with it."""
    error: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
    vendor_code, metadata = error.get("code"), error.get("metadata")
    reasons = metadata.get("reasons") if isinstance(metadata, Mapping) else None
    code = _BY_VENDOR_CODE.get(vendor_code) if isinstance(vendor_code, str) else None
    if status == _FORBIDDEN and isinstance(reasons, list):
        code = "MESSAGE_MODERATED"
    code = code or _BY_STATUS.get(status)
    if code is None and status >= _FIRST_SERVER_ERROR:
        code = "PROVIDER_UNAVAILABLE"
    if code is None and status >= _FIRST_CLIENT_ERROR:
        code = "PROVIDER_REFUSED"
    named = _categories(reasons) if code == "MESSAGE_MODERATED" else ()
    return ProviderError(code or "PROVIDER_BAD_RESPONSE", retry_after_seconds=retry_after, reasons=named)


def error_of_body(error: object) -> ProviderError:
    """The error that a body or a chunk carries instead of a reply. OpenRouter puts an HTTP status into `code`."""
    code = error.get("code") if isinstance(error, Mapping) else None
    if isinstance(code, int):
        return error_of_status(code, error)
    if isinstance(code, str):
        is_status = len(code) == _STATUS_DIGITS and code.isascii() and code.isdigit()
        return error_of_status(int(code) if is_status else _FIRST_SERVER_ERROR, error)
    return ProviderError("PROVIDER_UNAVAILABLE")


def _categories(reasons: object) -> tuple[str, ...]:
    """Only what is as short as a category's name: no text of the provider's is passed on."""
    rows = reasons[:_MOST_REASONS] if isinstance(reasons, list) else []
    return tuple(
        row for row in rows if isinstance(row, str) and row.isprintable() and len(row) <= _MOST_REASON_CHARACTERS
    )
