"""Money as people read and write it on the simulators' pages."""

import re
from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

__all__ = ["amount_text", "minor_units"]

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")


def amount_text(minor_units: int, currency: str) -> str:
    """Such as `$10.00 USD`."""
    code = currency.upper()
    amount = Decimal(minor_units).scaleb(-get_currency_precision(code))
    return f"{format_currency(amount, code, locale='en')} {code}"


def minor_units(text: object, currency: str) -> int | None:
    """What a person wrote, such as `12.50`; None for nothing. Raises ValueError, whose sentence is for the person."""
    if not isinstance(text, str) or not text.strip():
        return None
    amount = Decimal(text.strip()) if _AMOUNT.fullmatch(text.strip()) else Decimal("NaN")
    amount = amount.scaleb(get_currency_precision(currency.upper()))
    if amount.is_nan() or amount != amount.to_integral_value():
        raise ValueError("Write the amount like 12.50.")
    return int(amount)
