"""Reads one chunk of an OpenAI-compatible stream, trusting nothing of its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateways.providers.errors import ProviderError, error_of_body
from gateways.providers.provider import FinishReason, TokenCounts
from gateways.providers.usage_form import read_usage

__all__ = ["Chunk", "read_chunk"]

_FINISH_REASONS = {
    "length": FinishReason.LENGTH,
    "max_tokens": FinishReason.LENGTH,
    "content_filter": FinishReason.CONTENT_FILTER,
}
_MOST_ID_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one chunk says; every part may be absent."""

    text: str
    finish_reason: FinishReason | None
    has_usage: bool
    usage: TokenCounts | None
    request_id: str | None


def read_chunk(data: object) -> Chunk:
    """The chunk in plain data; raises ProviderError when it is an error or no chunk at all."""
    if not isinstance(data, Mapping):
        raise ProviderError("PROVIDER_BAD_RESPONSE")
    if data.get("error"):
        raise error_of_body(data["error"])
    choices = data.get("choices")
    if choices is not None and not isinstance(choices, list):
        raise ProviderError("PROVIDER_BAD_RESPONSE")
    choice = choices[0] if choices else {}
    if not isinstance(choice, Mapping):
        raise ProviderError("PROVIDER_BAD_RESPONSE")
    usage = data.get("usage")
    return Chunk(_text(choice), _finish_reason(choice), usage is not None, read_usage(usage), _request_id(data))


def _text(choice: Mapping[str, Any]) -> str:
    delta = choice.get("delta") or {}
    content = delta.get("content") if isinstance(delta, Mapping) else delta
    if content is None:
        return ""
    if not isinstance(content, str):
        raise ProviderError("PROVIDER_BAD_RESPONSE")
    return content


def _finish_reason(choice: Mapping[str, Any]) -> FinishReason | None:
    reason = choice.get("finish_reason")
    if reason is None:
        return None
    if reason == "error":
        raise error_of_body(choice.get("error"))
    return _FINISH_REASONS.get(reason, FinishReason.STOP) if isinstance(reason, str) else FinishReason.STOP


def _request_id(data: Mapping[str, Any]) -> str | None:
    value = data.get("id")
    return value[:_MOST_ID_CHARACTERS] if isinstance(value, str) and value.isprintable() and value else None
