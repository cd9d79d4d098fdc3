"""Reads OpenRouter's record of a generation, which it keeps also of a stream that broke off.

Source: https://openrouter.ai/docs/api-reference/get-a-generation. Native counts are those of the model's own tokenizer,
which are charged; cached input stands within the prompt's, reasoning within the completion's.
"""

from collections.abc import Mapping

from gateways.providers.provider import TokenCounts
from gateways.providers.usage_form import read_usage

__all__ = ["read_generation_record"]


def read_generation_record(body: object, request_id: str) -> TokenCounts | None:
    """Canonical counts of the generation `request_id`, or None when this is no sound record of it."""
    data = body.get("data") if isinstance(body, Mapping) else None
    if not isinstance(data, Mapping) or data.get("id") != request_id:
        return None
    return read_usage(
        {
            "prompt_tokens": data.get("native_tokens_prompt"),
            "completion_tokens": data.get("native_tokens_completion"),
            "prompt_tokens_details": {"cached_tokens": data.get("native_tokens_cached")},
            "completion_tokens_details": {"reasoning_tokens": data.get("native_tokens_reasoning")},
        }
    )
