"""What may stand in a payer's address."""

import pytest

from gateways.tax import BillingAddress
from services.errors import InvalidInputError
from services.payments.billing_address import checked_address


def test_it_is_trimmed_and_what_is_blank_is_left_out() -> None:
    said = BillingAddress(" de", " 10115 ", "", "Mu\u0308nchen", "   ")
    assert checked_address(said) == BillingAddress("DE", "10115", None, "M\u00fcnchen", None)
    assert checked_address(None) is None


@pytest.mark.parametrize("country", ["", "D", "DEU", "001", "EU", "ZZ", "XA", "IC", "de!", "\u0130L", "D\x00"])
def test_a_country_is_one_of_iso_3166(country: str) -> None:
    with pytest.raises(InvalidInputError, match="billingAddress"):
        checked_address(BillingAddress(country))


@pytest.mark.parametrize(("name", "most"), [("postal_code", 20), ("state", 100), ("city", 100), ("line1", 200)])
def test_every_text_has_its_limit(name: str, most: int) -> None:
    longest = BillingAddress("DE", **{name: "a" * most})
    assert checked_address(longest) == longest
    for text in ("a" * (most + 1), "a" * 1_000_000, "a\nb", "a\u2028b", "\ud800"):
        with pytest.raises(InvalidInputError, match="billingAddress"):
            checked_address(BillingAddress("DE", **{name: text}))


def test_nothing_of_it_but_the_country_is_shown_in_logs() -> None:
    assert repr(BillingAddress("DE", "10115", "BE", "Berlin", "Invalidenstr. 117")) == "BillingAddress(country='DE')"
