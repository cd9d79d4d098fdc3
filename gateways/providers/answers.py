"""What the SDK's errors are in our terms, and what a server does not take."""

from datetime import UTC, datetime
from typing import Any

import openai

from gateways.providers.errors import ProviderError, error_of_body, error_of_status
from gateways.retry_after import read_retry_after

__all__ = ["adapt", "as_provider_error"]

_ADAPTABLE: dict[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "stream_options": None,
    "temperature": None,
    "top_p": None,
    "response_format": None,
}
"""Parameters that a server may refuse, and what each is called instead; None: it can be left out."""


def adapt(body: dict[str, Any], error: Exception) -> bool:
    """Take out of `body`, or rename, the parameter that a server says it does not take; False when there is none.

    Reasoning models refuse sampling parameters, and OpenAI's models behind other addresses refuse `max_tokens`.
    """
    if not isinstance(error, openai.BadRequestError) or error.param not in _ADAPTABLE or error.param not in body:
        return False
    value, new_name = body.pop(error.param), _ADAPTABLE[error.param]
    if new_name is not None:
        body[new_name] = value
    return True


def as_provider_error(error: Exception) -> ProviderError:
    """The error under a code of ours; the provider's own text stays behind."""
    match error:
        case ProviderError():
            return error
        case TimeoutError() | openai.APIConnectionError():
            return ProviderError("PROVIDER_TIMEOUT" if _ran_out_of_time(error) else "PROVIDER_UNAVAILABLE")
        case openai.APIStatusError():
            return error_of_status(error.status_code, error.body, retry_after=_retry_after(error))
        case openai.APIError():
            return error_of_body(error.body)
        case _:  # bytes that are not UTF-8, text that is not JSON, JSON that is nested too deeply
            return ProviderError("PROVIDER_BAD_RESPONSE")


def _ran_out_of_time(error: BaseException | None) -> bool:
    """Whether a time limit is behind it: the SDK's transport calls a connection that was refused a timeout, too."""
    return error is not None and (isinstance(error, TimeoutError) or _ran_out_of_time(error.__cause__))


def _retry_after(error: openai.APIStatusError) -> float | None:
    return read_retry_after(error.response.headers.get("retry-after", ""), datetime.now(UTC))
