"""Versions of models' prices, as admins read them. For admins."""

from datetime import datetime
from typing import Self

import strawberry

from models.price_version import PriceVersion as StoredVersion
from schema.costs import list_of
from schema.model import ModelRates, PricePolicy
from schema.scalars import BigInt
from services.catalog.price_basis import PriceBasis
from services.catalog.rates import Rates

__all__ = ["PriceVersion"]


@strawberry.type(description="What a provider asks for one token of a kind, or for one image.")
class ProviderPrice:
    kind: str = strawberry.field(
        description="`input`, `output`, `cache_read`, `cache_write` or `reasoning`, for a token; `image`, for one."
    )
    dollars: str = strawberry.field(description="US dollars, as decimal text, exactly as the provider published it.")


@strawberry.type(description="One version of a model's price. It was written before the first charge by it.")
class PriceVersion:
    version: strawberry.ID = strawberry.field(description="Stands on every charge that was made by it.")
    policy: PricePolicy = strawberry.field(description="What the rates follow from.")
    rates: ModelRates = strawberry.field(description="What was charged.")
    provider_prices: list[ProviderPrice] = strawberry.field(
        description="The provider's own, where they count; empty where it publishes none.", directives=[list_of(4)]
    )
    per_mille: int | None = strawberry.field(
        description="The factor (policy TOKENS) or the margin (COST), in thousandths; null for other policies."
    )
    wallet_token_nanodollars: BigInt | None = strawberry.field(
        description="What a wallet token was worth, in billionths of a US dollar; null unless the policy is COST."
    )
    recorded_at: datetime = strawberry.field(description="When a chat first had it.")

    @classmethod
    def of(cls, stored: StoredVersion) -> Self:
        """The GraphQL form of `stored`."""
        basis = PriceBasis.from_document(stored.basis)
        worth = basis.wallet_token_nanodollars
        return cls(
            version=strawberry.ID(stored.id),
            policy=PricePolicy(basis.basis.value),
            rates=ModelRates.of_rates(Rates(**stored.rates)),
            provider_prices=[ProviderPrice(kind=kind, dollars=price) for kind, price in basis.prices.items()],
            per_mille=basis.per_mille,
            wallet_token_nanodollars=None if worth is None else BigInt(worth),
            recorded_at=stored.created_at,
        )
