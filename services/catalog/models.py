"""The model catalogue: what can be chatted with, and what it costs."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from fractions import Fraction

from gateways.providers import ChatProvider, ListedModel
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError, ModelsUnavailableError
from services.catalog.listing import ModelOrder, ModelQuery, PlacedModel, list_models
from services.catalog.model import CatalogModel
from services.catalog.override_list import OverrideList
from services.catalog.overrides import Override
from services.catalog.popularity import Popularity
from services.catalog.price_basis import Basis
from services.catalog.price_versions import PriceVersions
from services.catalog.pricing import RatePolicy
from services.catalog.provider_list import ProviderList
from services.catalog.seeds import seeds_for
from services.catalog.snapshot import Snapshot, take_snapshot
from services.clock import Clock
from services.database_errors import database_errors_become
from services.paging import Page, PageRequest
from settings import Settings

__all__ = ["CatalogModel", "ModelCatalog"]

_away_is_unavailable = database_errors_become(ModelsUnavailableError)


class ModelCatalog:
    """The models of all providers. Of two with one id, the provider that comes first in the settings has it."""

    def __init__(
        self,
        providers: Sequence[ChatProvider],
        settings: Settings,
        clock: Clock,
        *,
        in_use: Callable[[], Awaitable[Collection[str]]] | None = None,
    ) -> None:
        """`in_use` names the providers that can be asked now, where that is not all of them."""
        self._in_use = in_use
        self._default_model = settings.default_model
        self._policy = _policy(settings)
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
        self._overrides = OverrideList(clock)
        self._versions = PriceVersions(clock)
        self._popularity = Popularity(clock, keep_seconds=settings.model_cache_seconds)
        self._made_of: tuple[list[list[ListedModel]], Mapping[str, Override]] | None = None
        self._made = Snapshot()

    def provider(self, name: str) -> ChatProvider:
        """The provider of a CatalogModel."""
        return self._providers[name]

    @_away_is_unavailable
    async def find(self, model_id: str | None) -> CatalogModel:
        """The model with this id, or the default one; the version of its price is on record from then on.

        Raises ModelNotFoundError, ModelNotPricedError, ModelsUnavailableError.
        """
        model = self._find(await self._snapshot(), model_id)
        await self._versions.record(model.price)
        return model

    @_away_is_unavailable
    async def page(self, request: PageRequest, query: ModelQuery) -> Page[PlacedModel]:
        """Usable models in the order that is asked for. Raises InvalidInputError, ModelsUnavailableError."""
        uses = await self._popularity.counts() if query.order is ModelOrder.POPULARITY else {}
        snapshot = await self._snapshot()
        return list_models(snapshot.usable.values(), query, request, uses)

    @_away_is_unavailable
    async def default_id(self) -> str | None:
        """The id of the model of chats that name none; None when there is no model."""
        model = (await self._snapshot()).default(self._default_model)
        return None if model is None else model.id

    @_away_is_unavailable
    async def price_bases(self, versions: Sequence[str]) -> list[Basis | None]:
        """See `PriceVersions.bases`. Raises ModelsUnavailableError."""
        return await self._versions.bases(versions)

    async def cheapest_of(self, provider: str) -> str | None:
        """The id of the usable model of a provider that costs least; None when there is none. Raises PyMongoError."""
        models = [model for model in (await self._snapshot()).usable.values() if model.provider == provider]
        cheapest = min(models, key=lambda model: sum(map(Fraction, model.price.basis.prices.values())), default=None)
        return None if cheapest is None else cheapest.id

    async def lists(self, model_id: str) -> bool:
        """Whether a provider lists the model now, be it hidden or refused. Raises PyMongoError."""
        return (await self._snapshot()).has(model_id)

    def forget_overrides(self) -> None:
        """An override was changed by this process; what is asked from now on has it."""
        self._overrides.forget()

    async def close(self) -> None:
        """Stop refreshes and free the providers' connections."""
        for provider_list in self._lists:
            await provider_list.close()
        for provider in self._providers.values():
            await provider.close()

    async def _snapshot(self) -> Snapshot:
        overrides = await self._overrides.current()
        in_use = None if self._in_use is None else await self._in_use()
        asked = [each for each in self._lists if in_use is None or each.provider.name in in_use]
        listed = await asyncio.gather(*(provider_list.models() for provider_list in asked))
        if self._made_of is None or not _same(self._made_of, (listed, overrides)):
            lists = zip((each.provider for each in asked), listed, strict=True)
            self._made = take_snapshot(lists, overrides, self._policy)
            self._made_of = (listed, overrides)
        return self._made

    def _find(self, snapshot: Snapshot, model_id: str | None) -> CatalogModel:
        if model_id in snapshot.refused:
            raise ModelNotPricedError(snapshot.refused[model_id].reason)
        model = snapshot.default(self._default_model) if model_id is None else snapshot.usable.get(model_id)
        if model is None:
            raise ModelNotFoundError
        return model


def _policy(settings: Settings) -> RatePolicy:
    return RatePolicy(
        unpriced_rate=settings.default_rate_microtokens,
        free_models_cost_tokens=settings.free_models_cost_tokens,
        by_cost=settings.price_policy == "cost",
        factor_per_mille=settings.token_factor_per_mille,
        margin_per_mille=settings.cost_margin_per_mille,
        wallet_token_nanodollars=settings.wallet_token_nanodollars,
    )


def _same(
    before: tuple[list[list[ListedModel]], Mapping[str, Override]],
    now: tuple[list[list[ListedModel]], Mapping[str, Override]],
) -> bool:
    """Whether they are the same objects: lists and overrides are replaced when they change, never changed."""
    same_lists = len(now[0]) == len(before[0]) and all(new is old for new, old in zip(now[0], before[0], strict=True))
    return same_lists and now[1] is before[1]
