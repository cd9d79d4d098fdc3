"""Money as people write it, by the Unicode CLDR data that Babel has."""

from decimal import Decimal

from babel import Locale
from babel.numbers import NumberPattern, format_currency

from services.money import Money, minor_unit_digits

__all__ = ["format_money"]


def format_money(value: Money, language: str) -> str:
    """`value` for people to read; `language` is a CLDR locale that Babel has.

    The digits are those of the minor unit, not the locale's own opinion of the currency, so that nothing is rounded.
    """
    locale = Locale.parse(language)
    digits = minor_unit_digits(value.currency)
    standard: NumberPattern = locale.currency_formats["standard"]
    pattern = standard.pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")
    amount = Decimal(value.amount).scaleb(-digits)
    return format_currency(amount, value.currency, format=pattern, locale=locale, currency_digits=False)
