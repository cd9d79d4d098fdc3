"""What Stripe takes, by payment method: currencies, smallest and largest amounts.

Sources, read in 2026:
- methods: https://docs.stripe.com/payments/payment-methods/payment-method-support (country and currency support)
- cards and limits: https://docs.stripe.com/currencies (presentment currencies, minimum and maximum charge amounts)

Currency codes are lower case here, as in Stripe's API.
"""

from collections.abc import Mapping

__all__ = ["CURRENCIES_BY_TYPE", "MINIMUM_AMOUNTS", "is_charged_in", "maximum_amount", "minimum_amount"]


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CARD = _codes(
    "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny"
    " cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk"
    " jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr"
    " mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos"
    " srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
)

CURRENCIES_BY_TYPE: Mapping[str, frozenset[str]] = {
    "card": _CARD,
    "wechat_pay": _codes("aud cad chf cny dkk eur gbp hkd jpy nok sek sgd usd"),
    "alipay": _codes("aud cad cny eur gbp hkd jpy myr nzd sgd usd"),
    "crypto": _codes("usd"),
    "customer_balance": _codes("eur gbp jpy mxn usd"),
}
"""Stripe's `payment_method_types`, each with the currencies it takes."""

_MAXIMUM_AMOUNT = 99_999_999
_LARGER_MAXIMUM_AMOUNTS: Mapping[str, int] = {"idr": 999_999_999_999, "cop": 9_999_999_999, "inr": 999_999_999}

MINIMUM_AMOUNTS: Mapping[str, int] = {
    "aed": 200, "ars": 50, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "cop": 50, "czk": 1500, "dkk": 250, "eur": 50,
    "gbp": 30, "hkd": 400, "huf": 17500, "idr": 50, "ils": 50, "inr": 50, "jpy": 50, "krw": 50, "mxn": 1000,
    "myr": 200, "nok": 300, "nzd": 50, "php": 50, "pln": 200, "ron": 200, "rub": 50, "sek": 300, "sgd": 50,
    "thb": 1000, "usd": 50, "zar": 50,
}  # fmt: skip
"""Smallest charge in minor units, for the currencies in which Stripe settles."""


def minimum_amount(currency: str) -> int:
    """Smallest charge in minor units of `currency`; 1 where Stripe names none (it then judges what it settles)."""
    return MINIMUM_AMOUNTS.get(currency.lower(), 1)


def maximum_amount(currency: str) -> int:
    """Largest charge in minor units of `currency` that every payment method can take; some cards take more."""
    return _LARGER_MAXIMUM_AMOUNTS.get(currency.lower(), _MAXIMUM_AMOUNT)


def is_charged_in(currency: str) -> bool:
    """Whether any payment method takes `currency`."""
    return any(currency.lower() in taken for taken in CURRENCIES_BY_TYPE.values())
