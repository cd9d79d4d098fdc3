"""Reads plans from JSON and says everything that is wrong with them. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from gateways.stripe.currencies import maximum_amount, minimum_amount
from gateways.stripe.types import STRIPE_TYPES
from models.subscription import PlanInterval, PlanLimits
from services.catalog.plan import DEFAULT_GRACE_DAYS, FREE_PLAN_ID, Plan, PlanPrice
from services.money import Money, is_currency, smallest_step

__all__ = ["PLANS_MAXIMUM", "read_plans"]

PLANS_MAXIMUM = 20
NAME_MAXIMUM_CHARACTERS = 60
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_PLAN_FIELDS = {
    "id",
    "name",
    "prices",
    "tokens_per_month",
    "requests_per_day",
    "max_tokens_per_request",
    "premium_models",
    "priority",
    "grace_days",
}
_PRICE_FIELDS = {"currency", "interval", "amount"}
_BOUNDS = {
    "tokens_per_month": (1, 10**14),
    "requests_per_day": (1, 10**9),
    "max_tokens_per_request": (1, 10**6),
    "priority": (0, 100),
    "grace_days": (0, 60),
}
_DEFAULTS: Mapping[str, Any] = {
    "requests_per_day": None,
    "priority": 0,
    "grace_days": DEFAULT_GRACE_DAYS,
    "premium_models": False,
}

Row = Mapping[str, Any]


def read_plans(document: object) -> tuple[list[Plan], list[str]]:
    """The plans of a file's JSON, and one sentence for each problem; offer nothing if there is one."""
    rows = document.get("plans") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        return [], ['the file must be {"plans": [...]} with at least the plan "free"']
    if len(rows) > PLANS_MAXIMUM:
        return [], [f"the file has {len(rows)} plans; at most {PLANS_MAXIMUM} are allowed"]
    problems: list[str] = []
    plans = [plan for number, row in enumerate(rows, 1) if (plan := _read_plan(row, number, problems)) is not None]
    ids = Counter(row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str))
    problems += [f"plan {each!r}: {count} plans have this id" for each, count in ids.items() if count > 1]
    if FREE_PLAN_ID not in ids:
        problems.append(f"plan {FREE_PLAN_ID!r}: is missing; it is the plan of everybody who has no other")
    return plans, problems


def _read_plan(row: object, number: int, problems: list[str]) -> Plan | None:
    if not isinstance(row, dict):
        problems.append(f"plan number {number}: must be an object")
        return None
    plan_id, name = row.get("id"), row.get("name")
    found = [f"unknown field {field!r}" for field in sorted(row.keys() - _PLAN_FIELDS)]
    if not isinstance(plan_id, str) or not _ID.fullmatch(plan_id):
        found.append("id must be 1 to 32 of the characters a-z 0-9 _ - and begin with a letter or digit")
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_MAXIMUM_CHARACTERS or not name.isprintable():
        found.append(f"name must be a printable text of 1 to {NAME_MAXIMUM_CHARACTERS} characters")
    values = _read_values(row, found)
    prices = _read_prices(row.get("prices", []), found)
    if plan_id == FREE_PLAN_ID and row.get("prices"):
        found.append("is free, so it cannot have a price")
    elif plan_id != FREE_PLAN_ID and not row.get("prices"):
        found.append("has no price, so nobody can subscribe to it")
    label = f"plan {plan_id!r}" if isinstance(plan_id, str) else f"plan number {number}"
    problems += [f"{label}: {problem}" for problem in found]
    if found:
        return None
    grace_days = values.pop("grace_days")
    return Plan(str(plan_id), str(name), PlanLimits(**values), tuple(prices), grace_days)


def _read_values(row: Row, found: list[str]) -> dict[str, Any]:
    values = {name: row.get(name, _DEFAULTS.get(name)) for name in (*_BOUNDS, "premium_models")}
    for name, (least, most) in _BOUNDS.items():
        value = values[name]
        if name == "requests_per_day" and value is None:
            continue
        if not _is_whole(value) or not least <= value <= most:
            found.append(f"{name} must be a whole number from {least} to {most}")
    if not isinstance(values["premium_models"], bool):
        found.append("premium_models must be true or false")
    return values


def _read_prices(rows: object, found: list[str]) -> list[PlanPrice]:
    if not isinstance(rows, list):
        found.append("prices must be a list")
        return []
    prices = [price for row in rows if (price := _read_price(row, found)) is not None]
    terms = Counter((price.price.currency, price.interval.value) for price in prices)
    found += [f"has {count} prices in {each[0]} by the {each[1]}" for each, count in terms.items() if count > 1]
    return prices


def _read_price(row: object, found: list[str]) -> PlanPrice | None:
    if not isinstance(row, dict):
        found.append("each price must be an object")
        return None
    currency, interval = row.get("currency"), row.get("interval")
    amount: Any = row.get("amount")
    before = len(found)
    found += [f"unknown field {field!r} in a price" for field in sorted(row.keys() - _PRICE_FIELDS)]
    if interval not in set(PlanInterval):
        found.append("interval must be month or year")
    if not isinstance(currency, str) or not is_currency(currency):
        found.append(f"unknown currency {currency!r}; an ISO 4217 code in upper case is needed")
        return None
    if currency.lower() not in STRIPE_TYPES["card"].currencies:
        found.append(f"cards, by which subscriptions are paid, do not take {currency}")
        return None
    least, most = minimum_amount(currency), maximum_amount(currency)
    if not _is_whole(amount) or not least <= amount <= most:
        found.append(f"amount in {currency} must be a whole number of minor units from {least} to {most}")
    elif amount % smallest_step(currency):
        found.append(f"amount in {currency} must be a multiple of {smallest_step(currency)}")
    if len(found) > before:
        return None
    return PlanPrice(Money(amount, currency), PlanInterval(str(interval)))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
