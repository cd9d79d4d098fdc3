"""Plans as clients see them."""

from enum import Enum
from typing import Self

import strawberry

from models import subscription as stored
from schema.costs import list_of
from schema.money import Money
from schema.scalars import BigInt
from services.catalog import plan as catalog

__all__ = ["Plan", "PlanInterval", "PlanLimits", "PlanPrice"]


@strawberry.enum(description="How long one paid period of a plan is, by the calendar.")
class PlanInterval(Enum):
    MONTH = strawberry.enum_value("month", description="A month.")
    YEAR = strawberry.enum_value("year", description="A year.")


@strawberry.type(description="What a plan allows.")
class PlanLimits:
    requests_per_day: int | None = strawberry.field(
        description="Most requests of one day, which begins at midnight UTC. Null: there is no such limit."
    )
    tokens_per_month: BigInt = strawberry.field(
        description="Tokens that the plan gives for a month. Tokens that were bought are never bounded by it."
    )
    max_tokens_per_request: int = strawberry.field(
        description="Longest output that one request may ask for, in tokens."
    )
    premium_models: bool = strawberry.field(description="Whether premium models may be used.")
    priority: int = strawberry.field(description="Under load, requests of a larger one go first.")

    @classmethod
    def of(cls, limits: stored.PlanLimits) -> Self:
        """The GraphQL form of `limits`."""
        return cls(
            requests_per_day=limits.requests_per_day,
            tokens_per_month=BigInt(limits.tokens_per_month),
            max_tokens_per_request=limits.max_tokens_per_request,
            premium_models=limits.premium_models,
            priority=limits.priority,
        )


@strawberry.type(description="What one period of a plan costs.")
class PlanPrice:
    price: Money = strawberry.field(description="For one period, without tax that is put on top.")
    interval: PlanInterval = strawberry.field(description="How long the period is.")
    tokens: BigInt = strawberry.field(description="Tokens granted once for each paid period.")


@strawberry.type(description="A plan. Everybody is on one; who has no subscription is on the free one.")
class Plan:
    id: strawberry.ID = strawberry.field(description="Stable; goes into `subscribe`.")
    name: str = strawberry.field(description="Short name for people.")
    limits: PlanLimits = strawberry.field(description="What it allows.")
    prices: list[PlanPrice] = strawberry.field(
        description="What it costs, the usual price first. Empty for the free plan, which is not sold.",
        directives=[list_of(10)],
    )

    @classmethod
    def of(cls, plan: catalog.Plan, currency: str | None = None) -> Self:
        """The GraphQL form of `plan`, with its prices in `currency` only, or with all of them."""
        prices = [each for each in plan.prices if currency in {None, each.price.currency}]
        return cls(
            id=strawberry.ID(plan.id),
            name=plan.name,
            limits=PlanLimits.of(plan.limits),
            prices=[
                PlanPrice(
                    price=Money.of(each.price),
                    interval=PlanInterval(each.interval.value),
                    tokens=BigInt(plan.tokens_of(each.interval)),
                )
                for each in prices
            ],
        )
