"""What a provider can do wrong, under codes that never change.

| code                      | cause                                       | retryable |
|---------------------------|---------------------------------------------|-----------|
| PROVIDER_AUTH             | 401: our key is wrong                       | no        |
| PROVIDER_PAYMENT_REQUIRED | 402: our account there has no credit        | no        |
| PROVIDER_FORBIDDEN        | 403                                         | no        |
| MODEL_NOT_FOUND           | 404: the provider has no such model         | no        |
| PROVIDER_REFUSED          | other 4xx: the request is not acceptable    | no        |
| PROMPT_TOO_LONG           | the provider says that the input is too long| no        |
| CONTENT_FILTERED          | the provider withheld the whole reply       | no        |
| PROVIDER_TIMEOUT          | 408, 504, no answer within the limit        | yes       |
| PROVIDER_RATE_LIMITED     | 429                                         | yes       |
| PROVIDER_UNAVAILABLE      | 5xx, or no connection                       | yes       |
| PROVIDER_BAD_RESPONSE     | an answer that cannot be read               | yes       |
| PROVIDER_STREAM_CUT       | the stream broke off                        | yes       |
"""

from gateways.errors import GatewayError

__all__ = ["ProviderError", "error_of_status"]

_MESSAGES = {
    "PROVIDER_AUTH": "The model provider does not accept this server's key.",
    "PROVIDER_PAYMENT_REQUIRED": "This server's account at the model provider has no credit left.",
    "PROVIDER_FORBIDDEN": "The model provider does not allow this request.",
    "MODEL_NOT_FOUND": "The model provider has no such model.",
    "PROVIDER_REFUSED": "The model provider does not accept this request.",
    "PROMPT_TOO_LONG": "The conversation is too long for this model.",
    "CONTENT_FILTERED": "The model provider withheld its reply to this message.",
    "PROVIDER_TIMEOUT": "The model provider did not answer in time.",
    "PROVIDER_RATE_LIMITED": "The model provider has too many requests right now.",
    "PROVIDER_UNAVAILABLE": "The model provider cannot be reached right now.",
    "PROVIDER_BAD_RESPONSE": "The model provider sent an answer that cannot be read.",
    "PROVIDER_STREAM_CUT": "The model provider's answer broke off.",
}
_RETRYABLE = frozenset(
    {
        "PROVIDER_TIMEOUT",
        "PROVIDER_RATE_LIMITED",
        "PROVIDER_UNAVAILABLE",
        "PROVIDER_BAD_RESPONSE",
        "PROVIDER_STREAM_CUT",
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
_FIRST_CLIENT_ERROR = 400
_FIRST_SERVER_ERROR = 500


class ProviderError(GatewayError):
    """A provider failed. `message` is ours: a provider's own text may hold keys and is never passed on."""

    def __init__(self, code: str, *, retry_after_seconds: float | None = None) -> None:
        self.code = code
        self.message = _MESSAGES[code]
        self.retryable = code in _RETRYABLE
        self.retry_after_seconds = retry_after_seconds
        """How long the provider asks to wait; None when it does not say."""
        super().__init__(f"{code}: {self.message}")


def error_of_status(status: int, *, vendor_code: str | None = None, retry_after: float | None = None) -> ProviderError:
    """The error that an HTTP status means; `vendor_code` is the provider's own code of it."""
    if vendor_code == "context_length_exceeded":
        return ProviderError("PROMPT_TOO_LONG")
    code = _BY_STATUS.get(status)
    if code is None and status >= _FIRST_SERVER_ERROR:
        code = "PROVIDER_UNAVAILABLE"
    if code is None and status >= _FIRST_CLIENT_ERROR:
        code = "PROVIDER_REFUSED"
    return ProviderError(code or "PROVIDER_BAD_RESPONSE", retry_after_seconds=retry_after)
