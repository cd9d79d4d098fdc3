"""Reads usage as OpenAI-compatible servers send it, into the canonical form.

Sources: https://platform.openai.com/docs/api-reference/chat/streaming (cached input within `prompt_tokens`, reasoning
within `completion_tokens`), https://openrouter.ai/docs/use-cases/usage-accounting (the same, with `cache_write_tokens`,
for Anthropic's models too), https://docs.anthropic.com/en/api/messages (`input_tokens` without what was read from a
cache or written to one), https://api-docs.deepseek.com/guides/kv_cache (`prompt_cache_hit_tokens`).
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

from gateways.providers.provider import TokenCounts

__all__ = ["read_usage"]

_MOST_TOKENS = 2**40
"""More than any request can have; a larger count is nonsense."""


class _UnsoundError(Exception):
    """A count is negative, not whole, or absurd."""


def read_usage(raw: object) -> TokenCounts | None:
    """Canonical counts, or None when `raw` is absent or not sound (negative, not whole, parts above the whole)."""
    if not isinstance(raw, Mapping):
        return None
    try:
        return _of_openai(raw) if raw.get("prompt_tokens") is not None else _of_anthropic(raw)
    except _UnsoundError:
        return None


def _of_openai(raw: Mapping[str, Any]) -> TokenCounts | None:
    """One count may stand under several names, of the server and of the one behind it: it is the same, told again.

    Some servers count reasoning, or cached input, beside the whole instead of within it. Then, and only then,
    `total_tokens` is the sum of all of them.
    """
    prompt, completion = _needed(raw, "prompt_tokens"), _needed(raw, "completion_tokens")
    of_input, of_output = _details(raw, "prompt_tokens_details"), _details(raw, "completion_tokens_details")
    read = max(
        _count(of_input, "cached_tokens"),
        _count(raw, "cache_read_input_tokens"),
        _count(raw, "prompt_cache_hit_tokens"),
    )
    written = max(
        _count(of_input, "cache_write_tokens"),
        _count(of_input, "cache_creation_tokens"),
        _count(raw, "cache_creation_input_tokens"),
    )
    reasoning = _count(of_output, "reasoning_tokens")
    cached_beside, reasoning_beside = _beside(raw.get("total_tokens"), prompt + completion, read + written, reasoning)
    prompt += cached_beside
    completion += reasoning_beside
    if read + written > prompt or reasoning > completion:
        return None
    return TokenCounts(prompt - read - written, completion - reasoning, read, written, reasoning)


def _of_anthropic(raw: Mapping[str, Any]) -> TokenCounts | None:
    """Anthropic's own names, or OpenAI's newer ones, which have details and count cached input within the whole."""
    if isinstance(raw.get("input_tokens_details"), Mapping):
        return _of_openai(
            {
                "prompt_tokens": raw.get("input_tokens"),
                "completion_tokens": raw.get("output_tokens"),
                "prompt_tokens_details": raw.get("input_tokens_details"),
                "completion_tokens_details": raw.get("output_tokens_details"),
            }
        )
    return TokenCounts(
        _needed(raw, "input_tokens"),
        _needed(raw, "output_tokens"),
        _count(raw, "cache_read_input_tokens"),
        _count(raw, "cache_creation_input_tokens"),
    )


def _beside(total: object, wholes: int, cached: int, reasoning: int) -> tuple[int, int]:
    """How much of `cached` and of `reasoning` is not within `wholes`, as far as the total tells: all or nothing."""
    for beside in product((0, cached), (0, reasoning)):
        if total == wholes + sum(beside):
            return beside
    return 0, 0


def _details(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    details = raw.get(name)
    return details if isinstance(details, Mapping) else {}


def _needed(raw: Mapping[str, Any], name: str) -> int:
    if raw.get(name) is None:
        raise _UnsoundError
    return _count(raw, name)


def _count(raw: Mapping[str, Any], name: str) -> int:
    """The count under `name`, 0 when there is none."""
    value = raw.get(name)
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_TOKENS:
        raise _UnsoundError
    return value
