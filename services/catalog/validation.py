"""Reads packages from JSON and says everything that is wrong with them. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from gateways.amount_limits import AmountLimits, LimitsOfPrice
from messages import Phrase
from services.catalog.package import Package, Price, VolumeTier
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

__all__ = ["PACKAGES_MAXIMUM", "QUANTITY_MAXIMUM", "TOKENS_MAXIMUM", "read_packages"]

PACKAGES_MAXIMUM = 100
NAME_MAXIMUM_CHARACTERS = 60
TOKENS_MAXIMUM = 10**15
"""Thousands of the largest packages fit into one wallet (2^63-1), so that nobody pays for one that it cannot hold."""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_PACKAGE_FIELDS = {"id", "name", "tokens", "prices", "popular", "default", "tiers"}
_TIER_FIELDS = {"quantity", "discount_percent"}
TIERS_MAXIMUM = 10
QUANTITY_MAXIMUM = 1_000
TIER_PERCENT_MAXIMUM = 90
_PRICE_FIELDS = {"currency", "amount", "list_amount"}

Limits = Callable[[str], AmountLimits | None]
"""Of one package, by currency."""


def read_packages(document: object, limits: LimitsOfPrice) -> tuple[list[Package], list[str]]:
    """The packages of a catalogue file's JSON, and one sentence for each problem; sell nothing if there is one.

    `limits` are those of the gateways that would serve the prices.
    """
    rows = document.get("packages") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        return [], [Phrase('the file must be {{"packages": [...]}} with at least one package')]
    if len(rows) > (most := PACKAGES_MAXIMUM):
        return [], [Phrase("the file has {count} packages; at most {most} are allowed", count=len(rows), most=most)]
    problems: list[str] = []
    read = [_read_package(row, number, problems, limits) for number, row in enumerate(rows, start=1)]
    packages = [package for package in read if package is not None]
    return packages, problems + _problems_across(rows)


def _problems_across(rows: list[Any]) -> list[str]:
    objects = [row for row in rows if isinstance(row, dict)]
    ids = Counter(row["id"] for row in objects if isinstance(row.get("id"), str))
    problems: list[str] = [
        Phrase("package {id}: {count} packages have this id", id=repr(each), count=count)
        for each, count in ids.items()
        if count > 1
    ]
    defaults = [repr(row.get("id")) for row in objects if row.get("default") is True]
    if len(defaults) > 1:
        problems.append(Phrase("packages {ids}: only one package can be the default", ids=", ".join(defaults)))
    return problems


def _read_package(row: object, number: int, problems: list[str], limits: LimitsOfPrice) -> Package | None:
    if not isinstance(row, dict):
        problems.append(Phrase("package number {number}: must be an object", number=number))
        return None
    package_id, name, tokens = row.get("id"), row.get("name"), _whole(row.get("tokens"))
    label = Phrase("package number {number}", number=number)
    if isinstance(package_id, str):
        label = Phrase("package {id}", id=repr(package_id))
    found = unknown_fields(row.keys() - _PACKAGE_FIELDS)
    if not isinstance(package_id, str) or not _ID.fullmatch(package_id):
        found.append(Phrase("id must be 1 to 64 of the characters a-z 0-9 _ - and begin with a letter or digit"))
    if not isinstance(name, str) or not name.strip() or len(name) > NAME_MAXIMUM_CHARACTERS or not name.isprintable():
        found.append(Phrase("name must be a printable text of 1 to {most} characters", most=NAME_MAXIMUM_CHARACTERS))
    if tokens is None or not 1 <= tokens <= TOKENS_MAXIMUM:
        found.append(whole_number("tokens", 1, TOKENS_MAXIMUM))
    found += [true_or_false(flag) for flag in ("popular", "default") if not _is_flag(row, flag)]
    prices = _read_prices(row.get("prices"), found, lambda currency: limits(currency, str(package_id)))
    tiers = _read_tiers(row.get("tiers", []), found)
    problems += [about(label, problem) for problem in found]
    if found or tokens is None:
        return None
    flags = {flag: bool(row.get(flag)) for flag in ("popular", "default")}
    return Package(id=str(package_id), name=str(name), tokens=tokens, prices=tuple(prices), tiers=tuple(tiers), **flags)


def _read_tiers(rows: object, found: list[str]) -> list[VolumeTier]:
    if not isinstance(rows, list) or len(rows) > TIERS_MAXIMUM:
        found.append(Phrase("tiers must be a list of at most {most}", most=TIERS_MAXIMUM))
        return []
    tiers: list[VolumeTier] = []
    for row in rows:
        known = isinstance(row, dict) and row.keys() == _TIER_FIELDS
        quantity, percent = (_whole(row["quantity"]), _whole(row["discount_percent"])) if known else (None, None)
        last = tiers[-1] if tiers else VolumeTier(1, 0)
        if quantity is None or not last.quantity < quantity <= QUANTITY_MAXIMUM:
            most = QUANTITY_MAXIMUM
            text = Phrase("each tier needs a quantity from 2 to {most}, above that of the tier before", most=most)
            found.append(text)
        elif percent is None or not last.discount_percent < percent <= TIER_PERCENT_MAXIMUM:
            most = TIER_PERCENT_MAXIMUM
            found.append(
                Phrase("each tier needs a discount_percent of 1 to {most}, above the tier before's", most=most)
            )
        else:
            tiers.append(VolumeTier(quantity, percent))
    return tiers


def _read_prices(rows: object, found: list[str], limits: Limits) -> list[Price]:
    if not isinstance(rows, list) or not rows:
        found.append(Phrase("has no price, so it cannot be sold"))
        return []
    prices = [price for row in rows if (price := _read_price(row, found, limits)) is not None]
    currencies = Counter(price.price.currency for price in prices)
    found += [
        Phrase("has {count} prices in {currency}", count=count, currency=each)
        for each, count in currencies.items()
        if count > 1
    ]
    return prices


def _read_price(row: object, found: list[str], limits: Limits) -> Price | None:
    if not isinstance(row, dict):
        found.append(Phrase("each price must be an object"))
        return None
    currency = row.get("currency")
    before = len(found)
    found += unknown_fields_of_price(row.keys() - _PRICE_FIELDS)
    if not isinstance(currency, str) or not is_currency(currency):
        found.append(unknown_currency(currency))
        return None
    bounds = limits(currency)
    if bounds is None:
        found.append(Phrase("no payment method takes {currency}", currency=currency))
        return None
    amount = _read_amount(row, "amount", bounds, found)
    list_amount = _read_amount(row, "list_amount", bounds, found) if row.get("list_amount") is not None else None
    if amount is None or len(found) > before:
        return None
    if list_amount is None:
        return Price(Money(amount, currency))
    if list_amount <= amount:
        found.append(
            Phrase(
                "list_amount {list_amount} in {currency} must be above the amount {amount}",
                list_amount=list_amount,
                currency=currency,
                amount=amount,
            )
        )
    return Price(Money(amount, currency), Money(list_amount, currency))


def _read_amount(row: Mapping[str, object], field: str, bounds: AmountLimits, found: list[str]) -> int | None:
    currency = str(row["currency"])
    value, step = _whole(row.get(field)), smallest_step(currency)
    if value is None or not bounds.minimum <= value <= bounds.maximum:
        found.append(minor_units(field, currency, bounds.minimum, bounds.maximum))
    elif value % step:
        found.append(multiple_of(field, currency, step))
    else:
        return value
    return None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_flag(row: Mapping[str, object], field: str) -> bool:
    return isinstance(row.get(field, False), bool)
