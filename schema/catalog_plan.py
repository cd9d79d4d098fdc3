"""Plans as admins see and edit them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Self, TypeAlias

import strawberry

from models.catalog import CatalogItem
from models.catalog_version import CatalogVersion
from schema.catalog_version import (
    ITEM_ORDER,
    ITEM_RETIRED,
    ITEM_VERSION,
    VERSION_READ,
    CatalogChangeKind,
    CatalogEditStale,
)
from schema.errors import OperationRefused
from schema.plan import Plan, PlanInterval
from schema.scalars import BigInt
from services.catalog.rows import plan_of

__all__ = [
    "CatalogPlan",
    "CreatePlanInput",
    "EditPlanResult",
    "PlanSaved",
    "PlanVersion",
    "RestorePlanInput",
    "RetirePlanInput",
    "UpdatePlanInput",
]

_ID = "1 to 32 of a-z 0-9 _ -, the first a letter or digit. Never given to another plan, and never changed."
_NAME = "Short name for people, 1 to 60 characters."
_PRICES = "One price for each currency and interval, the usual one first. None for the plan `free`, which is not sold."
_TOKENS = "Tokens that the plan gives for a month, 1 to 10^14."
_REQUESTS = "Most requests of one day, 1 to 10^9. Null: there is no such limit."
_MAX_TOKENS = "Longest output that one request may ask for, in tokens: 1 to 1,000,000."
_PREMIUM = "Whether premium models may be used."
_PRIORITY = "Under load, requests of a larger one go first; 0 to 100."
_GRACE = "How many days beyond a paid period its tokens and limits last; 0 to 60."


@strawberry.type(description="A plan as admins edit it, be it offered or retired. For admins.")
class CatalogPlan:
    id: strawberry.ID = strawberry.field(description="Goes into `subscribe`, and into edits.")
    version: int = strawberry.field(description=ITEM_VERSION)
    retired: bool = strawberry.field(description=ITEM_RETIRED)
    order: int = strawberry.field(description=ITEM_ORDER)
    plan: Plan = strawberry.field(description="Name, limits and prices.")
    grace_days: int = strawberry.field(description=_GRACE)

    @classmethod
    def of(cls, item: CatalogItem) -> Self:
        """The GraphQL form of a stored one."""
        plan = plan_of(item.value)
        return cls(
            id=strawberry.ID(item.id),
            version=item.version,
            retired=item.retired,
            order=item.order,
            plan=Plan.of(plan),
            grace_days=plan.grace_days,
        )


@strawberry.type(description="One version of a plan: what it was, what it became, by whom. Never changed.")
class PlanVersion:
    plan_id: strawberry.ID = strawberry.field(description="The plan.")
    change: CatalogChangeKind = strawberry.field(description="What made it.")
    at: datetime = strawberry.field(description="From when on it was so.")
    admin_id: strawberry.ID | None = strawberry.field(
        description="The admin, or `command line`. Null: the server, at its first start."
    )
    before: CatalogPlan | None = strawberry.field(description="What it was. Null: it was made.")
    after: CatalogPlan = strawberry.field(description="What it became.")

    @classmethod
    def of(cls, version: CatalogVersion) -> Self:
        """The GraphQL form of `version`."""
        return cls(
            plan_id=strawberry.ID(version.item_id),
            change=CatalogChangeKind(version.change.value),
            at=version.at,
            admin_id=None if version.by is None else strawberry.ID(version.by),
            before=None if version.before is None else CatalogPlan.of(version.before),
            after=CatalogPlan.of(version.after),
        )


@strawberry.input(description="What one period of a plan costs.")
class PlanPriceInput:
    currency: str = strawberry.field(description="ISO 4217 code in upper case, such as CNY.")
    interval: PlanInterval = strawberry.field(description="How long the period is.")
    amount: BigInt = strawberry.field(description="Whole minor units for one period: 4900 in CNY are 49 yuan.")

    def row(self) -> dict[str, Any]:
        """As it stands in a file of plans."""
        return {"currency": self.currency, "interval": str(self.interval.value), "amount": int(self.amount)}


@strawberry.input(description="A new plan.")
class CreatePlanInput:
    plan_id: strawberry.ID = strawberry.field(description=_ID)
    name: str = strawberry.field(description=_NAME)
    prices: list[PlanPriceInput] = strawberry.field(description=_PRICES)
    tokens_per_month: BigInt = strawberry.field(description=_TOKENS)
    max_tokens_per_request: int = strawberry.field(description=_MAX_TOKENS)
    requests_per_day: int | None = strawberry.field(default=None, description=_REQUESTS)
    premium_models: bool = strawberry.field(default=False, description=_PREMIUM)
    priority: int = strawberry.field(default=0, description=_PRIORITY)
    grace_days: int = strawberry.field(default=3, description=_GRACE)
    order: int | None = strawberry.field(default=None, description=f"{ITEM_ORDER} Null: behind all others.")

    def value(self) -> dict[str, Any]:
        """As it would stand in a file of plans, without its id."""
        return {
            "name": self.name,
            "prices": _rows(self.prices),
            "tokens_per_month": int(self.tokens_per_month),
            "max_tokens_per_request": self.max_tokens_per_request,
            "requests_per_day": self.requests_per_day,
            "premium_models": self.premium_models,
            "priority": self.priority,
            "grace_days": self.grace_days,
        }


@strawberry.input(
    description="What to change of a plan. What is left out stays, and so does what is null, but for `requestsPerDay`. "
    "Whoever has subscribed keeps price, tokens and limits; the free plan's limits hold at once for all who are on it."
)
class UpdatePlanInput:
    plan_id: strawberry.ID = strawberry.field(description="The plan, be it offered or retired.")
    version: int = strawberry.field(description=VERSION_READ)
    name: str | None = strawberry.field(default=None, description=_NAME)
    prices: list[PlanPriceInput] | None = strawberry.field(
        default=None, description=f"{_PRICES} They take the place of all that there were."
    )
    tokens_per_month: BigInt | None = strawberry.field(default=None, description=_TOKENS)
    max_tokens_per_request: int | None = strawberry.field(default=None, description=_MAX_TOKENS)
    requests_per_day: int | None = strawberry.field(default=strawberry.UNSET, description=_REQUESTS)
    premium_models: bool | None = strawberry.field(default=None, description=_PREMIUM)
    priority: int | None = strawberry.field(default=None, description=_PRIORITY)
    grace_days: int | None = strawberry.field(default=None, description=_GRACE)
    order: int | None = strawberry.field(default=None, description=ITEM_ORDER)

    def changes(self) -> dict[str, Any]:
        """As they would stand in a file of plans."""
        asked = {
            "name": self.name,
            "prices": None if self.prices is None else _rows(self.prices),
            "tokens_per_month": None if self.tokens_per_month is None else int(self.tokens_per_month),
            "max_tokens_per_request": self.max_tokens_per_request,
            "premium_models": self.premium_models,
            "priority": self.priority,
            "grace_days": self.grace_days,
        }
        changes: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
        if self.requests_per_day is not strawberry.UNSET:
            changes["requests_per_day"] = self.requests_per_day
        return changes


@strawberry.input(description="Which plan nobody may subscribe to any more.")
class RetirePlanInput:
    plan_id: strawberry.ID = strawberry.field(description="The plan; `free` cannot be retired.")
    version: int = strawberry.field(description=VERSION_READ)


@strawberry.input(description="Which retired plan to offer again.")
class RestorePlanInput:
    plan_id: strawberry.ID = strawberry.field(description="The plan.")
    version: int = strawberry.field(description=VERSION_READ)


@strawberry.type(description="The plan is as asked for: here at once, on every other server within seconds.")
class PlanSaved:
    plan: CatalogPlan = strawberry.field(description="As it is now.")


EditPlanResult: TypeAlias = Annotated[
    PlanSaved | CatalogEditStale | OperationRefused,
    strawberry.union(
        "EditPlanResult",
        description="The outcome of an edit of a plan. Codes: FORBIDDEN, INVALID_INPUT, PLAN_NOT_FOUND, "
        "CATALOG_EDIT_REFUSED, CATALOG_EDIT_STALE, CATALOG_ID_TAKEN, CATALOG_IN_FILE, CATALOG_UNAVAILABLE.",
    ),
]


def _rows(inputs: Sequence[PlanPriceInput]) -> list[dict[str, Any]]:
    return [each.row() for each in inputs]
