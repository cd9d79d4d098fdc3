"""Which tax the simulated Stripe finds: 10% everywhere, none in Hong Kong, where its shop collects none. Pure.

What it must know of an address is what Stripe must know: https://docs.stripe.com/tax/customer-locations.
"""

import re
from typing import Any

__all__ = ["TAX_PERCENT", "is_location", "percent_in", "tax_on"]

TAX_PERCENT = 10
_UNTAXED = frozenset({"HK"})
_ZIP = re.compile(r"(?!00000)[0-9]{5}(?:-[0-9]{4})?\Z")


def percent_in(country: str) -> int:
    """The rate, in whole percent, for a payer who lives in `country`."""
    return 0 if country in _UNTAXED else TAX_PERCENT


def tax_on(amount: int, percent: int, *, inclusive: bool) -> int:
    """Of `amount` in minor units, to which it is added or which contains it; half a unit is rounded up."""
    whole = 100 + percent if inclusive else 100
    return (2 * amount * percent + whole) // (2 * whole)


def is_location(address: dict[str, Any]) -> bool:
    """Whether the address says where tax is due; 00000 is a ZIP code of nowhere."""
    if address["country"] == "US":
        return bool(_ZIP.match(address["postal_code"] or ""))
    return address["country"] != "CA" or bool(address["postal_code"] or address["state"])
