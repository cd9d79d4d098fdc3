"""Models and their rates."""

from typing import Self

import strawberry

from schema.scalars import BigInt
from services.catalog.models import CatalogModel

__all__ = ["Model", "ModelPricing"]


@strawberry.type(description="What a model costs, in wallet tokens for one million model tokens.")
class ModelPricing:
    input: BigInt = strawberry.field(description="For a million tokens read.")
    output: BigInt = strawberry.field(description="For a million tokens written.")
    cache_read: BigInt = strawberry.field(description="For a million tokens read from the provider's cache.")
    cache_write: BigInt = strawberry.field(description="For a million tokens put into the provider's cache.")
    reasoning: BigInt = strawberry.field(description="For a million tokens of reasoning.")
    version: str = strawberry.field(description="Changes with the price; stands on every charge made by it.")


@strawberry.type(description="A model that can be chatted with.")
class Model:
    id: strawberry.ID = strawberry.field(description="Goes into `modelId` of `chat`.")
    name: str = strawberry.field(description="Its name for people.")
    provider: str = strawberry.field(description="The provider that serves it here, such as `openrouter`.")
    context_window: int | None = strawberry.field(
        description="The most model tokens of conversation and reply together; null when the provider does not say."
    )
    max_output_tokens: int | None = strawberry.field(
        description="The most model tokens of a reply; null when the provider does not say."
    )
    free: bool = strawberry.field(description="Whether its provider's price is explicitly zero.")
    pricing: ModelPricing = strawberry.field(description="What it costs here.")

    @classmethod
    def of(cls, model: CatalogModel) -> Self:
        """The GraphQL form of `model`."""
        rates = model.price.rates
        return cls(
            id=strawberry.ID(model.id),
            name=model.name,
            provider=model.provider,
            context_window=model.context_window,
            max_output_tokens=model.max_output_tokens,
            free=model.price.free,
            # Millionths of a wallet token for one are whole wallet tokens for a million.
            pricing=ModelPricing(
                input=BigInt(rates.input),
                output=BigInt(rates.output),
                cache_read=BigInt(rates.cache_read),
                cache_write=BigInt(rates.cache_write),
                reasoning=BigInt(rates.reasoning),
                version=model.price.version,
            ),
        )
