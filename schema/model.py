"""Models: what they take and can do, their rates, and how a list of them is asked for."""

from collections.abc import Mapping
from enum import Enum
from typing import Self

import strawberry

from gateways.providers import Capability
from schema.context import Info
from schema.costs import list_of
from schema.scalars import BigInt
from services.catalog.listing import ModelOrder
from services.catalog.model import CatalogModel
from services.catalog.price_basis import Basis
from services.catalog.pricing import Price
from services.catalog.rates import Rates

__all__ = ["Model", "ModelCapability", "ModelPricing", "ModelRates", "ModelSort", "PricePolicy"]


@strawberry.enum(description="What a model can do beyond text, as its provider says.")
class ModelCapability(Enum):
    IMAGES = strawberry.enum_value(Capability.IMAGES.value, description="It takes images.")
    TOOLS = strawberry.enum_value(Capability.TOOLS.value, description="It calls tools.")
    STRUCTURED_OUTPUT = strawberry.enum_value(
        Capability.STRUCTURED_OUTPUT.value, description="It keeps to a JSON schema."
    )
    REASONING = strawberry.enum_value(Capability.REASONING.value, description="It thinks before it writes.")


@strawberry.enum(description="The order of a list of models. In each, free ones come first.")
class ModelSort(Enum):
    ID = strawberry.enum_value(ModelOrder.ID.value, description="By id.")
    NAME = strawberry.enum_value(ModelOrder.NAME.value, description="By name.")
    PRICE = strawberry.enum_value(
        ModelOrder.PRICE.value, description="The cheapest first, by a token of input and one of output together."
    )
    CONTEXT = strawberry.enum_value(ModelOrder.CONTEXT.value, description="The largest context window first.")
    POPULARITY = strawberry.enum_value(
        ModelOrder.POPULARITY.value, description="The most used first, by the newest 10,000 chats of this server."
    )


@strawberry.type(description="Rates, in wallet tokens for one million model tokens.")
class ModelRates:
    input: BigInt = strawberry.field(description="For a million tokens read.")
    output: BigInt = strawberry.field(description="For a million tokens written.")
    cache_read: BigInt = strawberry.field(description="For a million tokens read from the provider's cache.")
    cache_write: BigInt = strawberry.field(description="For a million tokens put into the provider's cache.")
    reasoning: BigInt = strawberry.field(description="For a million tokens of reasoning.")
    image: BigInt = strawberry.field(description="For a million images, beside the tokens that they are read as.")

    @classmethod
    def of_rates(cls, rates: Rates) -> Self:
        """The GraphQL form of `rates`: millionths of a wallet token for one are whole ones for a million."""
        return cls(**_big(rates))


@strawberry.enum(description="What rates follow from.")
class PricePolicy(Enum):
    TOKENS = strawberry.enum_value(
        Basis.TOKENS.value, description="A wallet token for each model token, times a factor."
    )
    COST = strawberry.enum_value(Basis.COST.value, description="The provider's price, times a margin.")
    FREE = strawberry.enum_value(Basis.FREE.value, description="Nothing, for what costs nothing.")
    DEFAULT_RATE = strawberry.enum_value(
        Basis.DEFAULT_RATE.value, description="One rate from the settings, for a server that publishes no prices."
    )
    ADMIN = strawberry.enum_value(Basis.ADMIN.value, description="Rates that an admin set for the model.")


@strawberry.type(description="What a model costs, in wallet tokens for one million model tokens.")
class ModelPricing(ModelRates):
    version: str = strawberry.field(description="Changes with the price; stands on every charge made by it.")
    basis: strawberry.Private[Basis | None]

    @strawberry.field(description="What the rates follow from; null where the version of a charge is not on record.")
    async def policy(self, info: Info) -> PricePolicy | None:
        """Those of all charges of an answer are looked up together."""
        basis = self.basis
        if basis is None:
            loader = info.context.loader("price bases", info.context.services.model_catalog.price_bases)
            basis = await loader.load(self.version)
        return None if basis is None else PricePolicy(basis.value)

    @classmethod
    def of(cls, price: Price) -> Self:
        """The GraphQL form of `price`."""
        return cls(**_big(price.rates), version=price.version, basis=price.basis.basis)

    @classmethod
    def charged(cls, rates: Mapping[str, int], version: str | None) -> Self:
        """The GraphQL form of the rates that stand on a charge, by kind."""
        return cls(**_big(Rates(**rates)), version=version or "", basis=None)


@strawberry.type(description="A model that can be chatted with.")
class Model:
    id: strawberry.ID = strawberry.field(description="Goes into `modelId` of `chat`.")
    name: str = strawberry.field(description="Its name for people.")
    provider: str = strawberry.field(description="The provider that serves it here, such as `openrouter`.")
    description: str | None = strawberry.field(
        description="What its provider says of it, at most 500 characters; null when it says nothing."
    )
    context_window: int | None = strawberry.field(
        description="The most model tokens of conversation and reply together; null when the provider does not say."
    )
    max_output_tokens: int | None = strawberry.field(
        description="The most model tokens of a reply; null when the provider does not say."
    )
    input_modalities: list[str] = strawberry.field(
        description="What it takes, such as `text` and `image`; empty when the provider does not say.",
        directives=[list_of(5)],
    )
    capabilities: list[ModelCapability] = strawberry.field(
        description="What its provider says that it can do.", directives=[list_of(10)]
    )
    free: bool = strawberry.field(
        description="Whether its provider's price is explicitly zero; where an admin set the rates, whether they are."
    )
    premium: bool = strawberry.field(description="Whether it is only for plans that include premium models.")
    default: bool = strawberry.field(description="Whether a chat that names no model is answered by it.")
    pricing: ModelPricing = strawberry.field(description="What it costs here.")

    @classmethod
    def of(cls, model: CatalogModel, default_id: str | None) -> Self:
        """The GraphQL form of `model`; `default_id` is the model of chats that name none."""
        return cls(
            id=strawberry.ID(model.id),
            name=model.name,
            provider=model.provider,
            description=model.description,
            context_window=model.context_window,
            max_output_tokens=model.max_output_tokens,
            input_modalities=list(model.input_modalities),
            capabilities=[ModelCapability(each.value) for each in sorted(model.capabilities)],
            free=model.price.free,
            premium=model.premium,
            default=model.id == default_id,
            pricing=ModelPricing.of(model.price),
        )


def _big(rates: Rates) -> dict[str, BigInt]:
    return {kind: BigInt(rate) for kind, rate in rates.as_mapping().items()}
