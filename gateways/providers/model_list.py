"""Reads the model lists of OpenAI-compatible servers, OpenRouter and the Hugging Face router.

Sources: https://openrouter.ai/docs/api-reference/list-available-models (prices are text, US dollars per token; -1 for
a price that varies; besides tokens, a whole request, an image or a web search can have one) and
https://huggingface.co/docs/inference-providers (one price a host, US dollars per million).

Every price is kept, also of a kind that is not known here: whether a model is free is not to be judged by some of them.
"""

from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from gateways.providers.chat_models import answers_chats
from gateways.providers.errors import ProviderError
from gateways.providers.model_features import capabilities_of, description_of, input_modalities_of
from gateways.providers.provider import ListedModel

__all__ = ["MOST_MODELS", "read_model_list"]

MOST_MODELS = 5_000
_MOST_ID_CHARACTERS = 200
_PRICE_KINDS = {
    "prompt": "input",
    "completion": "output",
    "input_cache_read": "cache_read",
    "input_cache_write": "cache_write",
    "internal_reasoning": "reasoning",
}
_NO_PRICES = frozenset({"discount"})
"""What stands among OpenRouter's prices and is none."""
_HOST_KINDS = ("input", "output")
_MILLION = Decimal(1_000_000)
_EXACT = Context(prec=100)
"""More digits than any price that is taken has, so that nothing is rounded."""


def read_model_list(body: object) -> list[ListedModel]:
    """The models of a list that have a usable id and answer in text; raises ProviderError when it is no list."""
    rows = body.get("data") if isinstance(body, Mapping) else None
    if not isinstance(rows, list):
        raise ProviderError("PROVIDER_BAD_RESPONSE")
    models = (_model(row) for row in rows[:MOST_MODELS] if isinstance(row, Mapping))
    return [model for model in models if model is not None]


def _model(row: Mapping[str, Any]) -> ListedModel | None:
    model_id, name = row.get("id"), row.get("name")
    if not isinstance(model_id, str) or not _usable_id(model_id) or not answers_chats(model_id, row):
        return None
    hosts = [host for host in _list(row.get("providers")) if isinstance(host, Mapping)]
    live = [host for host in hosts if host.get("status", "live") == "live"]
    top = row.get("top_provider")
    windows = [window for host in live if (window := _whole(host.get("context_length"))) is not None]
    return ListedModel(
        id=model_id,
        name=name[:_MOST_ID_CHARACTERS] if isinstance(name, str) and name.strip() else model_id,
        context_window=_whole(row.get("context_length")) or (min(windows) if windows else None),
        max_output_tokens=_whole(top.get("max_completion_tokens")) if isinstance(top, Mapping) else None,
        prices=_prices(row.get("pricing")) or _host_prices(live),
        input_modalities=input_modalities_of(row),
        capabilities=capabilities_of(row, live),
        description=description_of(row),
    )


def _usable_id(model_id: str) -> bool:
    return 0 < len(model_id) <= _MOST_ID_CHARACTERS and model_id.isascii() and model_id.isprintable()


def _prices(pricing: object) -> dict[str, str] | None:
    if not isinstance(pricing, Mapping):
        return None
    named = {name: value for name, value in pricing.items() if value is not None and name not in _NO_PRICES}
    return {_PRICE_KINDS.get(name, name): str(value) for name, value in named.items()} or None


def _host_prices(hosts: list[Mapping[str, Any]]) -> dict[str, str] | None:
    """The dearest host's prices, kind by kind: the router chooses the host, so nothing lower is certain.

    None when one of the hosts has no price, for it may be the one that is chosen.
    """
    found = [_prices(host.get("pricing")) for host in hosts]
    priced = [prices for prices in found if prices is not None and all(kind in prices for kind in _HOST_KINDS)]
    if not found or len(priced) < len(found):
        return None
    kinds = {kind for prices in priced for kind in prices}
    return {
        kind: max((_per_token(prices[kind]) for prices in priced if kind in prices), key=_size)
        for kind in sorted(kinds)
    }


def _per_token(per_million: str) -> str:
    try:
        return str(_EXACT.divide(Decimal(per_million), _MILLION))
    except InvalidOperation:
        return per_million


def _size(price: str) -> Decimal:
    """Puts what cannot be read, or is negative, on top, so that the catalogue sees and refuses it."""
    try:
        value = Decimal(price)
    except InvalidOperation:
        return Decimal("Infinity")
    return value if value.is_finite() and value >= 0 else Decimal("Infinity")


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
