"""Reads usage as OpenAI-compatible servers send it, into the canonical form."""

from collections.abc import Mapping
from typing import Any

from gateways.providers.provider import TokenCounts

__all__ = ["read_usage"]

_MOST_TOKENS = 2**40
"""More than any request can have; a larger count is nonsense."""


def read_usage(raw: object) -> TokenCounts | None:
    """Canonical counts, or None when `raw` is absent or not sound (negative, not whole, parts above the whole).

    OpenAI counts cached input within `prompt_tokens` and reasoning within `completion_tokens`. Some servers count
    reasoning beside `completion_tokens`; then, and only then, `total_tokens` is the sum of all three.
    """
    if not isinstance(raw, Mapping):
        return None
    prompt, completion = _count(raw, "prompt_tokens"), _count(raw, "completion_tokens")
    input_details, output_details = _details(raw, "prompt_tokens_details"), _details(raw, "completion_tokens_details")
    cache_read = _count(input_details, "cached_tokens", default=0)
    cache_write = _count(input_details, "cache_write_tokens", default=0)
    reasoning = _count(output_details, "reasoning_tokens", default=0)
    if prompt is None or completion is None or cache_read is None or cache_write is None or reasoning is None:
        return None
    if reasoning and _count(raw, "total_tokens") == prompt + completion + reasoning:
        completion += reasoning
    if cache_read + cache_write > prompt or reasoning > completion:
        return None
    return TokenCounts(
        input_tokens=prompt - cache_read - cache_write,
        output_tokens=completion - reasoning,
        cache_read_tokens=cache_read,
        cache_write_tokens=cache_write,
        reasoning_tokens=reasoning,
    )


def _details(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    details = raw.get(name)
    return details if isinstance(details, Mapping) else {}


def _count(raw: Mapping[str, Any], name: str, default: int | None = None) -> int | None:
    value = raw.get(name)
    if value is None:
        return default
    sound = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return value if sound else None
