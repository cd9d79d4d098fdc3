"""Which models a caller wants to see, and in which order. Pure rules.

A position names a model's place in one order, as text that sorts as the models do, so that a page goes on where the
one before it ended, whatever has come or gone since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gateways.providers import Capability
from messages import Phrase
from services.catalog.model import CatalogModel
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = ["ModelOrder", "ModelQuery", "PlacedModel", "list_models"]

MAXIMUM_SEARCH_CHARACTERS = 100
_NAME_CHARACTERS = 16
"""So many of a name decide; then the id does. A cursor has to stay short."""
_DIGITS = 24
_TOP = 10**_DIGITS - 1


class ModelOrder(StrEnum):
    """The value begins the positions of the order. In each, free models come first; the id decides between equals."""

    ID = "i"
    NAME = "n"
    PRICE = "p"
    """The cheapest first: by what a token of input and one of output cost together."""
    CONTEXT = "c"
    """The largest window first."""
    POPULARITY = "u"
    """The most used first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelQuery:
    """What a caller wants. None and False: whatever."""

    search: str | None = None
    """Looked for in id and name, whatever the case."""
    provider: str | None = None
    """Who serves it, or who made it: what stands in its id before the slash."""
    free_only: bool = False
    capabilities: frozenset[Capability] = frozenset()
    """All of them."""
    order: ModelOrder = ModelOrder.ID

    def check(self) -> None:
        """Raise InvalidInputError for what is too long."""
        for name in ("search", "provider"):
            if len(getattr(self, name) or "") > MAXIMUM_SEARCH_CHARACTERS:
                raise InvalidInputError(
                    name, Phrase("must have at most {most} characters", most=MAXIMUM_SEARCH_CHARACTERS)
                )

    def wants(self, model: CatalogModel) -> bool:
        """Whether the model is one of those."""
        text = (self.search or "").casefold().strip()
        maker = model.id.casefold().partition("/")[0] if "/" in model.id else None
        return (
            (model.price.free or not self.free_only)
            and self.capabilities <= model.capabilities
            and (self.provider is None or self.provider.casefold().strip() in (model.provider, maker))
            and (text in model.id.casefold() or text in model.name.casefold())
        )


@dataclass(frozen=True, slots=True)
class PlacedModel:
    """A model and its position."""

    model: CatalogModel
    position: str


def list_models(
    models: Iterable[CatalogModel], query: ModelQuery, request: PageRequest, uses: Mapping[str, int]
) -> Page[PlacedModel]:
    """One page. `uses` counts chats by model id, for the order of popularity. Raises InvalidInputError."""
    query.check()
    after = request.after
    if after is not None and not after.startswith(query.order.value):
        raise InvalidInputError("after", "is a cursor of another order.")
    placed = (PlacedModel(model, _position(model, query.order, uses)) for model in models if query.wants(model))
    behind = sorted((row for row in placed if after is None or row.position > after), key=lambda row: row.position)
    return Page.cut(behind[: request.first + 1], request.first)


def _position(model: CatalogModel, order: ModelOrder, uses: Mapping[str, int]) -> str:
    match order:
        case ModelOrder.ID:
            key = ""
        case ModelOrder.NAME:
            key = model.name.casefold()[:_NAME_CHARACTERS].encode().hex()
        case ModelOrder.PRICE:
            key = _ascending(model.price.rates.input + model.price.rates.output)
        case ModelOrder.CONTEXT:
            key = _ascending(_TOP - (model.context_window or 0))
        case ModelOrder.POPULARITY:
            key = _ascending(_TOP - uses.get(model.id, 0))
    return f"{order.value}{0 if model.price.free else 1}{key}.{model.id}"


def _ascending(number: int) -> str:
    return f"{number:0{_DIGITS}}"
