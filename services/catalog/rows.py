"""Packages and plans of rows that were checked when they were stored. Pure."""

from collections.abc import Mapping
from typing import Any

from models.subscription import PlanInterval, PlanLimits
from services.catalog.package import Package, Price, VolumeTier
from services.catalog.plan import DEFAULT_GRACE_DAYS, Plan, PlanPrice
from services.money import Money

__all__ = ["package_of", "plan_of"]

Row = Mapping[str, Any]


def package_of(row: Row) -> Package:
    """The package that stands there."""
    return Package(
        id=row["id"],
        name=row["name"],
        tokens=row["tokens"],
        prices=tuple(_price_of(each) for each in row["prices"]),
        popular=row.get("popular", False),
        default=row.get("default", False),
        tiers=tuple(VolumeTier(each["quantity"], each["discount_percent"]) for each in row.get("tiers", ())),
    )


def plan_of(row: Row) -> Plan:
    """The plan that stands there."""
    limits = PlanLimits(
        requests_per_day=row.get("requests_per_day"),
        tokens_per_month=row["tokens_per_month"],
        max_tokens_per_request=row["max_tokens_per_request"],
        premium_models=row.get("premium_models", False),
        priority=row.get("priority", 0),
    )
    prices = tuple(
        PlanPrice(Money(each["amount"], each["currency"]), PlanInterval(each["interval"]))
        for each in row.get("prices", ())
    )
    return Plan(row["id"], row["name"], limits, prices, row.get("grace_days", DEFAULT_GRACE_DAYS))


def _price_of(row: Row) -> Price:
    currency, list_amount = row["currency"], row.get("list_amount")
    return Price(Money(row["amount"], currency), None if list_amount is None else Money(list_amount, currency))
