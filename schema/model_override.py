"""What admins set for models."""

from typing import Annotated, Any, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.model import ModelRates
from schema.scalars import BigInt
from services.catalog.override_editing import SavedOverride
from services.catalog.rates import Rates

__all__ = [
    "ModelOverride",
    "ModelOverrideRemoved",
    "ModelOverrideSet",
    "ModelRatesInput",
    "RemoveModelOverrideInput",
    "RemoveModelOverrideResult",
    "SetModelOverrideInput",
    "SetModelOverrideResult",
]

_HIDDEN = "Whether it is neither listed nor can be chatted with."
_PREMIUM = "Whether it is only for plans that include premium models."
_NAME = "Its name for people, at most 200 characters, in place of the provider's."
_FACTOR = "Thousandths of a wallet token for a model token, 1 to 1000000, in place of TOKEN_FACTOR_PER_MILLE."
_MARGIN = "Thousandths of the provider's price, 1 to 1000000, in place of COST_MARGIN_PER_MILLE."
_RATES = "Its rates, in place of all that follows from prices; also for a model that is refused without."
_LISTED = "Whether a provider lists the model now. What is set counts once one does."


@strawberry.type(description="What an admin set for a model. Null: as provider and settings say. For admins.")
class ModelOverride:
    model_id: strawberry.ID = strawberry.field(description="The model's id.")
    listed: bool = strawberry.field(description=_LISTED)
    hidden: bool = strawberry.field(description=_HIDDEN)
    premium: bool = strawberry.field(description=_PREMIUM)
    name: str | None = strawberry.field(description=_NAME)
    factor_per_mille: int | None = strawberry.field(description=_FACTOR)
    margin_per_mille: int | None = strawberry.field(description=_MARGIN)
    rates: ModelRates | None = strawberry.field(description=_RATES)

    @classmethod
    def of(cls, saved: SavedOverride) -> Self:
        """The GraphQL form of `saved`."""
        override = saved.override
        return cls(
            model_id=strawberry.ID(saved.model_id),
            listed=saved.listed,
            hidden=override.hidden,
            premium=override.premium,
            name=override.name,
            factor_per_mille=override.factor_per_mille,
            margin_per_mille=override.margin_per_mille,
            rates=None if override.rates is None else ModelRates.of_rates(override.rates),
        )


@strawberry.input(description="Rates, in wallet tokens for one million model tokens: 0 to 10^12 each.")
class ModelRatesInput:
    input: BigInt = strawberry.field(description="For a million tokens read.")
    output: BigInt = strawberry.field(description="For a million tokens written.")
    cache_read: BigInt | None = strawberry.field(
        default=None, description="For a million tokens read from the provider's cache. Null: as `input`."
    )
    cache_write: BigInt | None = strawberry.field(
        default=None, description="For a million tokens put into the provider's cache. Null: as `input`."
    )
    reasoning: BigInt | None = strawberry.field(
        default=None, description="For a million tokens of reasoning. Null: as `output`."
    )
    image: BigInt | None = strawberry.field(
        default=None, description="For a million images, beside the tokens that they are read as. Null: 0."
    )

    def to_service(self) -> Rates:
        """The service's form."""
        return Rates(
            input=self.input,
            output=self.output,
            cache_read=self.input if self.cache_read is None else self.cache_read,
            cache_write=self.input if self.cache_write is None else self.cache_write,
            reasoning=self.output if self.reasoning is None else self.reasoning,
            image=self.image or 0,
        )


@strawberry.input(description="What to set for a model. What is left out stays; null takes it away.")
class SetModelOverrideInput:
    model_id: strawberry.ID = strawberry.field(description="The model's id. It need not be listed now.")
    hidden: bool | None = strawberry.field(default=strawberry.UNSET, description=f"{_HIDDEN} Null: no.")
    premium: bool | None = strawberry.field(default=strawberry.UNSET, description=f"{_PREMIUM} Null: no.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description=_NAME)
    factor_per_mille: int | None = strawberry.field(default=strawberry.UNSET, description=_FACTOR)
    margin_per_mille: int | None = strawberry.field(default=strawberry.UNSET, description=_MARGIN)
    rates: ModelRatesInput | None = strawberry.field(default=strawberry.UNSET, description=_RATES)

    def changes(self) -> dict[str, Any]:
        """As the service takes them."""
        names = ("hidden", "premium", "name", "factor_per_mille", "margin_per_mille", "rates")
        asked = {name: value for name in names if (value := getattr(self, name)) is not strawberry.UNSET}
        for flag in ("hidden", "premium"):
            if flag in asked:
                asked[flag] = bool(asked[flag])
        if asked.get("rates") is not None:
            asked["rates"] = asked["rates"].to_service()
        return asked


@strawberry.input(description="Which model goes back to what its provider says.")
class RemoveModelOverrideInput:
    model_id: strawberry.ID = strawberry.field(description="A model for which something is set.")


@strawberry.type(description="It is set: here at once, on every other server within seconds.")
class ModelOverrideSet:
    override: ModelOverride = strawberry.field(description="All that is set for the model now.")


@strawberry.type(description="Nothing is set for the model any more.")
class ModelOverrideRemoved:
    model_id: strawberry.ID = strawberry.field(description="The model's id.")
    listed: bool = strawberry.field(description=_LISTED)


SetModelOverrideResult: TypeAlias = Annotated[
    ModelOverrideSet | OperationRefused,
    strawberry.union(
        "SetModelOverrideResult",
        description="The outcome of `setModelOverride`. Codes: FORBIDDEN, INVALID_INPUT, MODELS_UNAVAILABLE.",
    ),
]

RemoveModelOverrideResult: TypeAlias = Annotated[
    ModelOverrideRemoved | OperationRefused,
    strawberry.union(
        "RemoveModelOverrideResult",
        description="The outcome of `removeModelOverride`. Codes: FORBIDDEN, NOT_FOUND, MODELS_UNAVAILABLE.",
    ),
]
