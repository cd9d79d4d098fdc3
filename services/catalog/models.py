"""The model catalogue: what can be chatted with, and what it costs."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gateways.providers import Capability, ChatProvider, ListedModel
from messages import Phrase
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.pricing import Price, RatePolicy, Refusal, price_of
from services.catalog.provider_list import ProviderList
from services.catalog.seeds import PREFERRED_MODELS, seeds_for
from services.clock import Clock
from services.errors import InvalidInputError
from services.paging import Page, PageRequest
from settings import Settings

__all__ = ["CatalogModel", "ModelCatalog"]

MAXIMUM_SEARCH_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model that can be used."""

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

    @property
    def position(self) -> str:
        """Its place in the catalogue: free models first, then by id."""
        return f"{0 if self.price.free else 1}{self.id}"


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """All providers' models, priced; both in the providers' order."""

    usable: dict[str, CatalogModel] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)


class ModelCatalog:
    """The models of all providers. Of two with one id, the provider that comes first in the settings has it."""

    def __init__(self, providers: Sequence[ChatProvider], settings: Settings, clock: Clock) -> None:
        self._default_model = settings.default_model
        self._policy = RatePolicy(settings.default_rate_microtokens, settings.free_models_cost_tokens)
        self._providers = {provider.name: provider for provider in providers}
        self._lists = [
            ProviderList(
                provider,
                seeds_for(provider.name, settings.default_model),
                keep_seconds=settings.model_cache_seconds,
                clock=clock,
            )
            for provider in providers
        ]
        self._priced_lists: list[list[ListedModel]] = []
        self._priced = _Snapshot()

    def provider(self, name: str) -> ChatProvider:
        """The provider of a CatalogModel."""
        return self._providers[name]

    async def find(self, model_id: str | None) -> CatalogModel:
        """The model with this id, or the default one. Raises ModelNotFoundError, ModelNotPricedError."""
        snapshot = await self._snapshot()
        if model_id is None:
            return self._default(snapshot)
        if model_id in snapshot.refused:
            raise ModelNotPricedError(snapshot.refused[model_id].reason)
        if model_id not in snapshot.usable:
            raise ModelNotFoundError
        return snapshot.usable[model_id]

    async def page(self, request: PageRequest, *, search: str | None, free_only: bool) -> Page[CatalogModel]:
        """Usable models, free ones first, then by id; `search` is looked for in id and name, whatever the case."""
        if search is not None and len(search) > MAXIMUM_SEARCH_CHARACTERS:
            raise InvalidInputError(
                "search", Phrase("must have at most {most} characters", most=MAXIMUM_SEARCH_CHARACTERS)
            )
        wanted = (search or "").casefold().strip()
        snapshot = await self._snapshot()
        found = (
            model
            for model in snapshot.usable.values()
            if (model.price.free or not free_only)
            and (wanted in model.id.casefold() or wanted in model.name.casefold())
            and (request.after is None or model.position > request.after)
        )
        return Page.cut(sorted(found, key=lambda model: model.position)[: request.first + 1], request.first)

    async def close(self) -> None:
        """Stop refreshes and free the providers' connections."""
        for provider_list in self._lists:
            await provider_list.close()
        for provider in self._providers.values():
            await provider.close()

    async def _snapshot(self) -> _Snapshot:
        listed = await asyncio.gather(*(provider_list.models() for provider_list in self._lists))
        if all(now is before for now, before in zip(listed, self._priced_lists, strict=False)) and self._priced_lists:
            return self._priced
        snapshot = _Snapshot()
        for provider_list, models in zip(self._lists, listed, strict=True):
            self._add(snapshot, provider_list.provider, models)
        self._priced_lists, self._priced = listed, snapshot
        return snapshot

    def _add(self, snapshot: _Snapshot, provider: ChatProvider, models: Sequence[ListedModel]) -> None:
        publishes = provider.publishes_prices
        if publishes is None:
            publishes = any(model.prices is not None for model in models)
        for model in models:
            if model.id in snapshot.usable or model.id in snapshot.refused:
                continue
            price = price_of(model, self._policy, server_publishes_prices=publishes)
            if isinstance(price, Refusal):
                snapshot.refused[model.id] = price
                continue
            snapshot.usable[model.id] = CatalogModel(
                id=model.id,
                name=model.name,
                provider=provider.name,
                context_window=model.context_window,
                max_output_tokens=model.max_output_tokens,
                price=price,
                input_modalities=model.input_modalities,
                capabilities=model.capabilities,
                description=model.description,
            )

    def _default(self, snapshot: _Snapshot) -> CatalogModel:
        wanted = (self._default_model, *PREFERRED_MODELS)
        candidates: Iterable[CatalogModel] = (
            *(snapshot.usable[model_id] for model_id in wanted if model_id in snapshot.usable),
            *(model for model in snapshot.usable.values() if model.price.free),
            *snapshot.usable.values(),
        )
        for model in candidates:
            return model
        raise ModelNotFoundError
