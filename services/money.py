"""Money: whole minor units of a currency, never a float."""

from dataclasses import dataclass

__all__ = ["Money", "is_currency", "minor_unit_digits", "smallest_step"]


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Source: docs.stripe.com/currencies, "Presentment currencies" and "Zero-decimal", "Three-decimal", "Special cases".
_TWO_DIGITS = _codes(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR "
    "KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK "
    "PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS WST XCD XCG YER ZAR ZMW"
)
_NO_DIGITS = _codes("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF")
_THREE_DIGITS = _codes("BHD JOD KWD OMR TND")
# ISK and UGX have no minor unit, yet Stripe wants two decimal digits, always 00. The last of three digits is always 0.
_WHOLE_UNITS = frozenset({"ISK", "UGX"})


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` is in minor units of `currency`, an ISO 4217 code in upper case: 3500 CNY are 35 yuan."""

    amount: int
    currency: str


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code, in upper case, of a currency in which a payment can be asked for."""
    return code in _TWO_DIGITS or code in _NO_DIGITS or code in _THREE_DIGITS


def minor_unit_digits(currency: str) -> int:
    """How many decimal digits the amounts of `currency` have: 2 for CNY, 0 for JPY, 3 for KWD."""
    if currency in _NO_DIGITS:
        return 0
    return 3 if currency in _THREE_DIGITS else 2


def smallest_step(currency: str) -> int:
    """Amounts of `currency` must be multiples of this many minor units."""
    if currency in _WHOLE_UNITS:
        return 100
    return 10 if currency in _THREE_DIGITS else 1
