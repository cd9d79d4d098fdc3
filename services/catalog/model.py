"""A model as the catalogue offers it."""

from dataclasses import dataclass

from gateways.providers import Capability
from services.catalog.pricing import Price

__all__ = ["CatalogModel"]


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model that can be used: what its provider says, with what an admin set."""

    id: str
    name: str
    provider: str
    context_window: int | None
    """Most tokens of input and output together; None when unknown."""
    max_output_tokens: int | None
    price: Price
    input_modalities: tuple[str, ...] = ()
    """What it takes, such as `text` and `image`; empty when unknown."""
    capabilities: frozenset[Capability] = frozenset()
    description: str | None = None
    premium: bool = False
    """Whether an admin keeps it for plans that include premium models."""
