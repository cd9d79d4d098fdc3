"""How amounts are written for people."""

import pytest

from services.money import Money
from services.money_text import format_money


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        (3500, "CNY", "CN¥35.00", "¥35.00"),
        (1, "CNY", "CN¥0.01", "¥0.01"),
        (500, "JPY", "¥500", "JP¥500"),
        (1250, "KWD", "KWD1.250", "KWD1.250"),
        (3550, "AFN", "AFN35.50", "AFN35.50"),
        (123_456_789, "USD", "$1,234,567.89", "US$1,234,567.89"),
    ],
)
def test_minor_units_are_never_rounded_away(amount, currency, english, chinese):
    assert format_money(Money(amount, currency), "en") == english
    assert format_money(Money(amount, currency), "zh") == chinese
