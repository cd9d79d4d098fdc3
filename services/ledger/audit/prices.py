"""Whether the rates of a charge follow from what is on record of its price version. Arithmetic of its own."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from services.ledger.audit.books import Problem

__all__ = ["check_price", "follows", "versions_named"]

_RECORDED = "p2-"
"""How versions begin whose record is kept; older ones were not recorded."""
_KINDS = ("input", "output", "cache_read", "cache_write", "reasoning")
_WHOLE_OF = {"cache_read": "input", "cache_write": "input", "reasoning": "output"}
_MILLION, _NANO = 10**6, 10**9
_MOST_DIGITS = 100


def versions_named(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """The price versions on record by which some of `entries` charge."""
    names = set()
    for entry in entries:
        usage = entry.get("usage")
        name = usage.get("price_version") if isinstance(usage, Mapping) else None
        if isinstance(name, str) and name.startswith(_RECORDED):
            names.add(name)
    return sorted(names)


def check_price(entry: Mapping[str, Any], versions: Mapping[Any, Mapping[str, Any]]) -> Iterator[Problem]:
    """The rules that the price of one charge breaks."""
    usage: Mapping[str, Any] = entry.get("usage") or {}
    name = usage.get("price_version", "")
    if not name.startswith(_RECORDED):
        return
    version = versions.get(name)
    if version is None:
        yield "price", f"the price version {name} is not on record"
    elif usage["rates"] != version["rates"]:
        yield "price", f"the charge has other rates than its price version {name}"
    elif name != _RECORDED + _hash(version["basis"]):
        yield "price", f"the record of the price version {name} was changed"
    elif not follows(version["basis"], version["rates"]):
        yield "price", f"the rates of the price version {name} do not follow from its record"


def _hash(basis: Any) -> str:
    return hashlib.sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()[:24]


def follows(basis: Mapping[str, Any], rates: Mapping[str, int]) -> bool:
    """Whether `rates` follow from `basis`; False also where it cannot be read."""
    try:
        match basis["basis"]:
            case "tokens":
                return rates == _flat(1_000 * basis["per_mille"])
            case "free":
                return rates == _flat(0)
            case "cost":
                return all(rates[kind] == _by_cost(basis, kind) for kind in (*_KINDS, "image"))
            case "default_rate" | "admin":
                return bool(rates == basis["rates"])
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        pass
    return False


def _flat(rate: int) -> dict[str, int]:
    return dict.fromkeys(_KINDS, rate) | {"image": 0}


def _by_cost(basis: Mapping[str, Any], kind: str) -> int:
    """The rate by the provider's price: dollars a token, times the margin, over the worth of a wallet token."""
    price = Decimal(basis["prices"].get(kind, "0"))
    if not price and kind in _WHOLE_OF:
        return _by_cost(basis, _WHOLE_OF[kind])
    # The price is brought to whole steps of its own last digit, so that only whole numbers are divided.
    _, digits, exponent = price.as_tuple()
    if not isinstance(exponent, int) or abs(exponent) > _MOST_DIGITS:
        raise ValueError(f"no price is {price}")
    steps = int("".join(map(str, digits)))
    above: int = steps * basis["per_mille"] * _NANO * _MILLION
    below: int = 1_000 * basis["wallet_token_nanodollars"]
    if exponent >= 0:
        above *= 10**exponent
    else:
        below *= 10**-exponent
    return -(-above // below)
