"""All providers' models at one moment, priced, with what admins set. Pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gateways.providers import ChatProvider, ListedModel
from services.catalog.model import CatalogModel
from services.catalog.overrides import NO_OVERRIDE, Override
from services.catalog.pricing import RatePolicy, Refusal, price_of
from services.catalog.seeds import PREFERRED_MODELS

__all__ = ["Snapshot", "take_snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Each model in one of three places; all in the providers' order."""

    usable: dict[str, CatalogModel] = field(default_factory=dict)
    refused: dict[str, Refusal] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def has(self, model_id: str) -> bool:
        """Whether a provider lists it."""
        return model_id in self.usable or model_id in self.refused or model_id in self.hidden

    def default(self, wanted: str | None) -> CatalogModel | None:
        """The model of chats that name none: the wanted one, else by preference, else a free one, else the first.

        One for some plans only is not chosen unless it is the wanted one.
        """
        if wanted in self.usable:
            return self.usable[wanted]
        open_to_all = [model for model in self.usable.values() if not model.premium]
        by_id = {model.id: model for model in open_to_all}
        candidates: Iterable[CatalogModel] = (
            *(by_id[model_id] for model_id in PREFERRED_MODELS if model_id in by_id),
            *(model for model in open_to_all if model.price.free),
            *open_to_all,
        )
        return next(iter(candidates), None)


def take_snapshot(
    lists: Iterable[tuple[ChatProvider, Sequence[ListedModel]]], overrides: Mapping[str, Override], policy: RatePolicy
) -> Snapshot:
    """The models of all lists. Of two with one id, the first list's is taken."""
    snapshot = Snapshot()
    for provider, models in lists:
        publishes = provider.publishes_prices
        if publishes is None:
            publishes = any(model.prices is not None for model in models)
        for model in models:
            if not snapshot.has(model.id):
                override = overrides.get(model.id, NO_OVERRIDE)
                _add(snapshot, provider.name, model, override, policy, server_publishes_prices=publishes)
    return snapshot


def _add(
    snapshot: Snapshot,
    provider: str,
    model: ListedModel,
    override: Override,
    policy: RatePolicy,
    *,
    server_publishes_prices: bool,
) -> None:
    if override.hidden:
        snapshot.hidden.add(model.id)
        return
    price = price_of(model, policy, override, server_publishes_prices=server_publishes_prices)
    if isinstance(price, Refusal):
        snapshot.refused[model.id] = price
        return
    snapshot.usable[model.id] = CatalogModel(
        id=model.id,
        name=override.name or model.name,
        provider=provider,
        context_window=model.context_window,
        max_output_tokens=model.max_output_tokens,
        price=price,
        input_modalities=model.input_modalities,
        capabilities=model.capabilities,
        description=model.description,
        premium=override.premium,
    )
