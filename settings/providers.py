"""Model providers beside those that have settings of their own: any number, as a list in JSON."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from settings.addresses import WebAddress

__all__ = ["ProviderServer", "ProviderServers"]

MOST_SERVERS = 50
_TAKEN = frozenset({"huggingface", "offline", "openai", "openrouter"})


class ProviderServer(BaseModel):
    """One server that speaks OpenAI's chat completions API."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")
    """Stands in the catalogue and on charges."""
    base_url: WebAddress
    """With its `/v1`."""
    api_key: SecretStr | None = None
    kind: Literal["openai", "openrouter"] = "openai"
    """`openrouter`: it keeps a record of each generation, as OpenRouter does."""
    publishes_prices: bool | None = None
    """Whether its list has prices, so that a model without one is refused. None: the list itself shows it."""


def _read(value: object) -> object:
    """Nothing of the text is told when it is wrong: it holds keys."""
    if not isinstance(value, str):
        return value
    try:
        rows: Any = json.loads(value)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError('must be a list in JSON such as [{"name": "vllm", "base_url": "http://10.0.0.5:8000/v1"}]')
    return rows


def _check(servers: list[ProviderServer]) -> list[ProviderServer]:
    names = [server.name for server in servers]
    if len(servers) > MOST_SERVERS:
        raise ValueError(f"must name at most {MOST_SERVERS} servers")
    if wrong := sorted({name for name in names if name in _TAKEN or names.count(name) > 1}):
        raise ValueError(f"names that are taken, or stand twice: {', '.join(wrong)}")
    return servers


ProviderServers = Annotated[list[ProviderServer], BeforeValidator(_read), AfterValidator(_check)]
