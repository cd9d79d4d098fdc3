"""What stands on a receipt, in words and formatted amounts. Pure: it reads nothing but what it is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from messages import Language, Phrase, in_language
from models.payment import DiscountKind, Payment, PaymentMethod, TaxBehavior
from models.receipt import Receipt
from models.reversal import DisputeState, RefundStatus
from services.money import Money
from services.money_text import format_money

__all__ = ["Party", "ReceiptDocument", "Row", "receipt_document"]

_LOCALES = {Language.EN: "en", Language.ZH: "zh_Hans"}

_DISCOUNTS = {
    DiscountKind.VOLUME: Phrase("Volume discount"),
    DiscountKind.FIRST_PURCHASE: Phrase("First-purchase discount"),
    DiscountKind.PROMO: Phrase("Promo code"),
}
_METHODS = {
    PaymentMethod.CARD: Phrase("Card"),
    PaymentMethod.WECHAT_PAY: Phrase("WeChat Pay"),
    PaymentMethod.ALIPAY: Phrase("Alipay"),
    PaymentMethod.BITCOIN: Phrase("Cryptocurrency"),
    PaymentMethod.GOOGLE_PAY: "Google Pay",
    PaymentMethod.APPLE_PAY: "Apple Pay",
    PaymentMethod.UPI: "UPI",
    PaymentMethod.NETBANKING: Phrase("Netbanking"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A label and an amount, under the lines."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A receipt, ready to be laid out: every text is in its language."""

    language: str
    """As HTML names it: `en` or `zh-Hans`."""
    title: str
    facts: tuple[tuple[str, str], ...]
    """Number, dates, payment, way to pay: label and value."""
    seller_label: str
    seller: Party
    buyer_label: str
    buyer: Party
    head: tuple[str, str, str, str]
    """Of the columns: what, how many, price of one, amount."""
    line: tuple[str, str, str, str]
    notes: tuple[str, ...]
    """Under the line: what else belongs to it."""
    rows: tuple[Row, ...]
    footer: str


def receipt_document(
    payment: Payment, receipt: Receipt, *, number: str, seller: Party, buyer: Party, language: Language
) -> ReceiptDocument:
    """The receipt of a payment that was paid; what went back of it stands on it as of now."""
    write = _Writer(language, payment.currency)
    subtotal = payment.amount if payment.subtotal is None else payment.subtotal
    return ReceiptDocument(
        language="zh-Hans" if language is Language.ZH else "en",
        title=write.say(Phrase("Receipt")),
        facts=tuple(_facts(payment, receipt, number, write)),
        seller_label=write.say(Phrase("Seller")),
        seller=seller,
        buyer_label=write.say(Phrase("Buyer")),
        buyer=buyer,
        head=(
            write.say(Phrase("Description")),
            write.say(Phrase("Quantity")),
            write.say(Phrase("Unit price")),
            write.say(Phrase("Amount")),
        ),
        line=(
            write.say(
                Phrase(
                    "{tokens} AI tokens ({package})",
                    tokens=write.count(payment.tokens // payment.quantity),
                    package=payment.package_id,
                )
            ),
            write.count(payment.quantity),
            write.money(subtotal // payment.quantity),
            write.money(subtotal),
        ),
        notes=tuple(_notes(payment, write)),
        rows=tuple(_rows(payment, subtotal, write)),
        footer=write.say(Phrase("This receipt confirms a payment that was received. Dates are in UTC.")),
    )


class _Writer:
    """Says texts, amounts, counts and days in one language."""

    def __init__(self, language: Language, currency: str) -> None:
        self._language = language
        self._locale = _LOCALES[language]
        self._currency = currency

    def say(self, text: str) -> str:
        return in_language(text, self._language)

    def money(self, amount: int) -> str:
        return format_money(Money(amount, self._currency), self._locale)

    def count(self, value: int) -> str:
        return format_decimal(value, locale=self._locale)

    def day(self, moment: datetime) -> str:
        return format_date(moment, "long", locale=self._locale)


def _facts(payment: Payment, receipt: Receipt, number: str, write: _Writer) -> Iterator[tuple[str, str]]:
    yield write.say(Phrase("Receipt number")), number
    yield write.say(Phrase("Issued on")), write.day(receipt.issued_at)
    if payment.credited_at is not None:
        yield write.say(Phrase("Paid on")), write.day(payment.credited_at)
    yield write.say(Phrase("Paid with")), write.say(_METHODS[payment.method])
    yield write.say(Phrase("Payment")), payment.id
    if payment.gateway_reference is not None:
        yield write.say(Phrase("Reference")), payment.gateway_reference


def _notes(payment: Payment, write: _Writer) -> Iterator[str]:
    if payment.bonus_tokens:
        yield write.say(Phrase("With {tokens} bonus tokens.", tokens=write.count(payment.bonus_tokens)))
    if payment.gift is not None:
        yield write.say(Phrase("A gift: the tokens went to another account."))
    if payment.team_id is not None:
        yield write.say(Phrase("The tokens went to a team."))


def _rows(payment: Payment, subtotal: int, write: _Writer) -> Iterator[Row]:
    inclusive = payment.tax_behavior is TaxBehavior.INCLUSIVE
    if payment.discounts or (payment.tax_amount and not inclusive):
        yield Row(write.say(Phrase("Subtotal")), write.money(subtotal))
    for discount in payment.discounts:
        label = write.say(_DISCOUNTS[discount.kind])
        yield Row(label if discount.code is None else f"{label} {discount.code}", write.money(-discount.amount))
    if payment.tax_amount and not inclusive:
        yield Row(write.say(Phrase("Tax")), write.money(payment.tax_amount))
    total = payment.total
    yield Row(write.say(Phrase("Total paid")), write.money(total), strong=True)
    if payment.tax_amount and inclusive:
        yield Row(write.say(Phrase("Tax in it")), write.money(payment.tax_amount))
    returned = 0
    for label, moment, amount in _returned(payment):
        returned += amount
        yield Row(write.say(Phrase(label, day=write.day(moment))), write.money(-amount))
    if returned:
        yield Row(write.say(Phrase("Total after refunds")), write.money(total - returned), strong=True)


def _returned(payment: Payment) -> Iterator[tuple[str, datetime, int]]:
    """What went back, or is on its way: a template with its day, the moment, and the amount; the oldest first."""
    reversal = payment.reversal
    if reversal is None:
        return
    found = [
        (RETURNED[refund.status], refund.created_at, int(refund.amount))
        for refund in reversal.refunds
        if refund.status is not RefundStatus.FAILED
    ]
    found += [
        (RETURNED[dispute.state], dispute.created_at, int(dispute.amount))
        for dispute in reversal.disputes
        if dispute.state is DisputeState.LOST
    ]
    yield from sorted(found, key=lambda each: each[1])


RETURNED: dict[RefundStatus | DisputeState, str] = {
    RefundStatus.SUCCEEDED: "Refunded on {day}",
    RefundStatus.PENDING: "Refund of {day}, on its way",
    DisputeState.LOST: "Paid back after a dispute of {day}",
}
"""Templates of phrases."""
