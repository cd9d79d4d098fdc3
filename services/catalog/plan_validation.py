"""Reads plans from JSON and says everything that is wrong with them. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from gateways.stripe.currencies import maximum_amount, minimum_amount
from gateways.stripe.types import STRIPE_TYPES
from messages import Phrase
from models.subscription import PlanInterval, PlanLimits
from services.catalog.plan import DEFAULT_GRACE_DAYS, FREE_PLAN_ID, Plan, PlanPrice
from services.catalog.problems import (
    about,
    minor_units,
    multiple_of,
    true_or_false,
    unknown_currency,
    unknown_fields,
    unknown_fields_of_price,
    whole_number,
)
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
        return [], [Phrase('the file must be {{"plans": [...]}} with at least the plan "free"')]
    if len(rows) > (most := PLANS_MAXIMUM):
        return [], [Phrase("the file has {count} plans; at most {most} are allowed", count=len(rows), most=most)]
    problems: list[str] = []
    plans = [plan for number, row in enumerate(rows, 1) if (plan := _read_plan(row, number, problems)) is not None]
    ids = Counter(row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str))
    problems += [
        Phrase("plan {id}: {count} plans have this id", id=repr(each), count=count)
        for each, count in ids.items()
        if count > 1
    ]
    if FREE_PLAN_ID not in ids:
        problems.append(
            Phrase("plan {id}: is missing; it is the plan of everybody who has no other", id=repr(FREE_PLAN_ID))
        )
    return plans, problems


def _read_plan(row: object, number: int, problems: list[str]) -> Plan | None:
    if not isinstance(row, dict):
        problems.append(Phrase("plan number {number}: must be an object", number=number))
        return None
    plan_id, name = row.get("id"), row.get("name")
    found = unknown_fields(row.keys() - _PLAN_FIELDS)
    if not isinstance(plan_id, str) or not _ID.fullmatch(plan_id):
        found.append(Phrase("id must be 1 to 32 of the characters a-z 0-9 _ - and begin with a letter or digit"))
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_MAXIMUM_CHARACTERS or not name.isprintable():
        found.append(Phrase("name must be a printable text of 1 to {most} characters", most=NAME_MAXIMUM_CHARACTERS))
    values = _read_values(row, found)
    prices = _read_prices(row.get("prices", []), found)
    if plan_id == FREE_PLAN_ID and row.get("prices"):
        found.append(Phrase("is free, so it cannot have a price"))
    elif plan_id != FREE_PLAN_ID and not row.get("prices"):
        found.append(Phrase("has no price, so nobody can subscribe to it"))
    label = Phrase("plan number {number}", number=number)
    if isinstance(plan_id, str):
        label = Phrase("plan {id}", id=repr(plan_id))
    problems += [about(label, problem) for problem in found]
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
            found.append(whole_number(name, least, most))
    if not isinstance(values["premium_models"], bool):
        found.append(true_or_false("premium_models"))
    return values


def _read_prices(rows: object, found: list[str]) -> list[PlanPrice]:
    if not isinstance(rows, list):
        found.append(Phrase("prices must be a list"))
        return []
    prices = [price for row in rows if (price := _read_price(row, found)) is not None]
    terms = Counter((price.price.currency, price.interval.value) for price in prices)
    found += [
        Phrase("has {count} prices in {currency} by the {interval}", count=count, currency=currency, interval=interval)
        for (currency, interval), count in terms.items()
        if count > 1
    ]
    return prices


def _read_price(row: object, found: list[str]) -> PlanPrice | None:
    if not isinstance(row, dict):
        found.append(Phrase("each price must be an object"))
        return None
    currency, interval = row.get("currency"), row.get("interval")
    amount: Any = row.get("amount")
    before = len(found)
    found += unknown_fields_of_price(row.keys() - _PRICE_FIELDS)
    if interval not in set(PlanInterval):
        found.append(Phrase("interval must be month or year"))
    if not isinstance(currency, str) or not is_currency(currency):
        found.append(unknown_currency(currency))
        return None
    if currency.lower() not in STRIPE_TYPES["card"].currencies:
        found.append(Phrase("cards, by which subscriptions are paid, do not take {currency}", currency=currency))
        return None
    least, most = minimum_amount(currency), maximum_amount(currency)
    if not _is_whole(amount) or not least <= amount <= most:
        found.append(minor_units("amount", currency, least, most))
    elif amount % smallest_step(currency):
        found.append(multiple_of("amount", currency, smallest_step(currency)))
    if len(found) > before:
        return None
    return PlanPrice(Money(amount, currency), PlanInterval(str(interval)))


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
