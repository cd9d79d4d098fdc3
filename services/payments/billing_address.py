"""What may stand in a payer's address. Pure; whether it says where tax is due is for the gateway to judge."""

import unicodedata
from dataclasses import fields

from babel import Locale

from gateways.tax import BillingAddress
from messages import Phrase
from services.errors import InvalidInputError

__all__ = ["ADDRESS_MAXIMUM_CHARACTERS", "checked_address"]

COUNTRY_CHARACTERS = 2
ADDRESS_MAXIMUM_CHARACTERS = {"postal_code": 20, "state": 100, "city": 100, "line1": 200}
_FIELDS = {"country": "country", "postal_code": "postalCode", "state": "state", "city": "city", "line1": "line1"}
_RAW_MAXIMUM_CHARACTERS = 4_096
_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_NO_COUNTRIES = frozenset({"CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "UN", "XA", "XB", "ZZ"})
"""Of two letters in the CLDR, and no country of ISO 3166-1, nor of Stripe, which also knows AC, TA and XK."""
_COUNTRIES = frozenset(map(str, Locale("en").territories)) - _NO_COUNTRIES


def checked_address(address: BillingAddress | None) -> BillingAddress | None:
    """`address` trimmed and in Unicode NFC, its country in upper case; what is blank is None.

    Raises InvalidInputError.
    """
    if address is None:
        return None
    said = {each.name: _text(each.name, getattr(address, each.name)) for each in fields(address)}
    country = (said.pop("country") or "").upper()
    if len(country) != COUNTRY_CHARACTERS or country not in _COUNTRIES:
        raise InvalidInputError("billingAddress.country", "must be an ISO 3166-1 code of two letters, such as DE")
    return BillingAddress(country, **said)


def _text(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    most = ADDRESS_MAXIMUM_CHARACTERS.get(name, _RAW_MAXIMUM_CHARACTERS)
    text = unicodedata.normalize("NFC", value).strip() if len(value) <= _RAW_MAXIMUM_CHARACTERS else value
    if len(text) > most:
        problem = Phrase("must have at most {most} characters", most=most)
        raise InvalidInputError(f"billingAddress.{_FIELDS[name]}", problem)
    if any(unicodedata.category(each) in _FORBIDDEN for each in text):
        raise InvalidInputError(f"billingAddress.{_FIELDS[name]}", "must not contain control characters")
    return text or None
