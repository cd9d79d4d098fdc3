"""What is left of a plan's limits."""

from typing import Self

import strawberry

from schema.scalars import BigInt
from services.allowances import Use

__all__ = ["Allowance"]


@strawberry.type(description="What the caller's plan allows, and what of it is used. Failed requests are not counted.")
class Allowance:
    plan_id: strawberry.ID = strawberry.field(description="The plan in force.")
    requests_today: int = strawberry.field(description="Requests since midnight UTC, running ones included.")
    requests_per_day: int | None = strawberry.field(description="Most requests of a day. Null: there is no such limit.")
    free_tokens_this_month: BigInt = strawberry.field(
        description="Free wallet tokens that requests of this month (UTC) cost, and running ones may cost at most."
    )
    free_tokens_per_month: BigInt | None = strawberry.field(
        description="Most free wallet tokens of a month; bought ones are never bounded. Null: there is no such limit."
    )
    running: int = strawberry.field(description="Requests that run now.")
    most_running: int = strawberry.field(description="Most requests at a time.")
    max_tokens_per_request: int = strawberry.field(
        description="Longest output that one request may ask for, in tokens."
    )
    premium_models: bool = strawberry.field(description="Whether premium models may be used.")

    @classmethod
    def of(cls, use: Use) -> Self:
        """The GraphQL form of `use`."""
        per_month = use.free_tokens_per_month
        return cls(
            plan_id=strawberry.ID(use.plan_id),
            requests_today=use.requests_today,
            requests_per_day=use.requests_per_day,
            free_tokens_this_month=BigInt(use.free_tokens_this_month),
            free_tokens_per_month=None if per_month is None else BigInt(per_month),
            running=use.running,
            most_running=use.most_running,
            max_tokens_per_request=use.max_tokens_per_request,
            premium_models=use.premium_models,
        )
