"""The one table of what Stripe calls payment method types. A payment choice is added here, by one row or one word.

Sources, read in 2026:
- currencies: https://docs.stripe.com/payments/payment-methods/payment-method-support; of cards, which are charged in
  every currency that Stripe presents, https://docs.stripe.com/currencies
- capabilities: https://docs.stripe.com/connect/account-capabilities
- wallets: https://docs.stripe.com/payments/wallets. Google Pay and Apple Pay are wallets on a card
- `crypto`: https://docs.stripe.com/payments/stablecoin-payments. Stripe has no Bitcoin; stablecoins are its nearest

A choice also needs its value in `models.payment.PaymentMethod`, the same with a description in
`schema.payment.PaymentMethod`, and its name on receipts in `_METHODS` of services/receipts/document.py, with the
Chinese of that name, and of what its row says, in messages/zh.po; tests tell which of them is missing. The web client
shows it by `methods` of payments.json and admin.json in web/src/messages/{en,zh}/, and lets admins filter by it in
screens/admin/payments/PaymentsPage.tsx (its compiler says which is missing); a word of explanation is `paying.hints`
of shop.json, with `HINTED` of screens/shop/PayHere.tsx. A wallet on a card also goes into `_CARDS` of
services/payments/ordering.py, or its card cannot be saved. tests/gateways/stripe/
lists the choices by hand (test_parts.py, test_gateway.py). Then run `make codegen` and add it to the table in
docs/payments.md. Options that Stripe wants with a type, as WeChat Pay's, go into gateways/stripe/gateway.py and
checkout.py. The simulated Stripe takes a new type by method_types.py, confirming.py and next_actions.py of
gateways/simulated/resources/. Razorpay's ways to pay are in gateways/razorpay/methods.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.payment import PaymentMethod

__all__ = ["STRIPE_TYPES", "StripeType", "type_of"]


@dataclass(frozen=True, slots=True)
class StripeType:
    """One payment method type. Currency codes are lower case, as in Stripe's API."""

    id: str
    """Stripe's own name, as in `payment_method_types`."""
    name: str
    """As it stands in a sentence: "Stripe does not take cards"."""
    label: str
    """As it stands on a page."""
    capability: str
    """What the account must be able to do."""
    currencies: frozenset[str]
    choices: tuple[PaymentMethod, ...] = ()
    """What people choose it by: itself, or a wallet on it. None when we do not offer it."""


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRESENTMENT = _codes(
    "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny"
    " cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk"
    " jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr"
    " mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos"
    " srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
)

_ROWS = (
    StripeType(
        id="card",
        name="cards",
        label="Card (also Google Pay and Apple Pay)",
        capability="card_payments",
        currencies=_PRESENTMENT,
        choices=(PaymentMethod.CARD, PaymentMethod.GOOGLE_PAY, PaymentMethod.APPLE_PAY),
    ),
    StripeType(
        id="wechat_pay",
        name="WeChat Pay",
        label="WeChat Pay",
        capability="wechat_pay_payments",
        currencies=_codes("aud cad chf cny dkk eur gbp hkd jpy nok sek sgd usd"),
        choices=(PaymentMethod.WECHAT_PAY,),
    ),
    StripeType(
        id="alipay",
        name="Alipay",
        label="Alipay",
        capability="alipay_payments",
        currencies=_codes("aud cad cny eur gbp hkd jpy myr nzd sgd usd"),
        choices=(PaymentMethod.ALIPAY,),
    ),
    StripeType(
        id="crypto",
        name="stablecoins (crypto)",
        label="Stablecoins (crypto)",
        capability="crypto_payments",
        currencies=_codes("usd"),
        choices=(PaymentMethod.BITCOIN,),
    ),
    StripeType(
        id="customer_balance",
        name="bank transfers",
        label="Bank transfer",
        capability="bank_transfer_payments",
        currencies=_codes("eur gbp jpy mxn usd"),
    ),
)

STRIPE_TYPES: Mapping[str, StripeType] = {row.id: row for row in _ROWS}
"""By Stripe's own name."""

_BY_CHOICE: Mapping[PaymentMethod, StripeType] = {choice: row for row in _ROWS for choice in row.choices}


def type_of(method: PaymentMethod) -> StripeType | None:
    """The type by which Stripe takes this payment choice; None for one that it does not take."""
    return _BY_CHOICE.get(method)
