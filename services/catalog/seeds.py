"""What is known of a provider before its list was ever read, and which models are preferred."""

from gateways.providers import ListedModel

__all__ = ["PREFERRED_MODELS", "seeds_for"]

PREFERRED_MODELS = (
    "meta-llama/llama-3.1-405b-instruct:free",
    "deepseek/deepseek-r1:free",
    "agentica/deepcoder:free",
    "arliai/qwq-32b-preview:free",
)
"""Defaults, the most wanted first; then any free model."""

_ZERO = {"input": "0", "output": "0"}
_OPENROUTER = tuple(ListedModel(model_id, model_id, prices=_ZERO) for model_id in PREFERRED_MODELS)


def seeds_for(provider: str, default_model: str | None) -> list[ListedModel]:
    """Models to offer while a provider's list cannot be read.

    A server of one's own may have no list at all: then the default model of the settings is what it serves.
    """
    if provider == "openrouter":
        return list(_OPENROUTER)
    if provider == "openai" and default_model is not None:
        return [ListedModel(default_model, default_model)]
    return []
