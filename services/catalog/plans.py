"""The plans that can be subscribed to, and how they are read from a file: only if all of them are right."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from services.catalog.errors import CatalogError, PlanNotFoundError
from services.catalog.files import read_json
from services.catalog.packages import checked_currency
from services.catalog.plan import FREE_PLAN_ID, Plan
from services.catalog.plan_validation import read_plans

__all__ = ["BUILT_IN_PLANS", "PlanCatalog", "PlanSource", "load_plans"]

BUILT_IN_PLANS = Path(__file__).with_name("plans.json")
_SETTING = "PLANS_FILE"


class PlanSource(Protocol):
    """Where the plans come from that are offered now."""

    async def current(self) -> "PlanCatalog":
        """They. Raises PyMongoError."""
        ...


class PlanCatalog:
    """The plans of one moment, in their order; there is always a free one. A file's are a source of themselves."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._plans = {plan.id: plan for plan in plans}

    async def current(self) -> "PlanCatalog":
        """These."""
        return self

    @property
    def free(self) -> Plan:
        """The plan of everybody who has no other one."""
        return self._plans[FREE_PLAN_ID]

    def offered(self, currency: str | None = None) -> list[Plan]:
        """The free plan, and those with a price in `currency` (ISO 4217; None: in any). Raises InvalidInputError."""
        wanted = checked_currency(currency)
        return [
            plan
            for plan in self._plans.values()
            if not plan.prices or any(wanted in {None, each.price.currency} for each in plan.prices)
        ]

    def plan(self, plan_id: str) -> Plan:
        """The plan with this id; raises PlanNotFoundError."""
        plan = self._plans.get(plan_id)
        if plan is None:
            raise PlanNotFoundError
        return plan


def load_plans(file: Path | None = None) -> PlanCatalog:
    """The plans in `file` (the three built-in ones for None).

    Raises CatalogError, which names every problem of every plan at once.
    """
    plans, problems = read_plans(read_json(file or BUILT_IN_PLANS, setting=_SETTING))
    if problems:
        raise CatalogError(problems, setting=_SETTING)
    return PlanCatalog(plans)
