"""Model providers beside those that have settings of their own: any number, as a list in JSON."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from settings.addresses import WebAddress
from settings.json_rows import check_names, read_rows

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
    return read_rows(value, 'must be a list in JSON such as [{"name": "vllm", "base_url": "http://10.0.0.5:8000/v1"}]')


def _check(servers: list[ProviderServer]) -> list[ProviderServer]:
    check_names(servers, most=MOST_SERVERS, what="servers", taken=_TAKEN)
    return servers


ProviderServers = Annotated[list[ProviderServer], BeforeValidator(_read), AfterValidator(_check)]
