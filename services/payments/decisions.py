"""What a report about a payment means for it. Pure: the rules of docs/payments.md, "The life of a payment"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from gateways.checkout_sessions import CheckoutStatus, GatewayCheckout
from gateways.payment_gateway import GatewayEvent, GatewayEventKind, GatewayPayment, GatewayPaymentStatus
from models.payment import Payment, PaymentFailure, PaymentKind, PaymentStatus, TaxBehavior

__all__ = [
    "Action",
    "AskCheckout",
    "ChangeStatus",
    "Credit",
    "Flag",
    "FlagCode",
    "Nothing",
    "PaymentRecord",
    "Report",
    "decide",
]

FAILURE_TEXT_MAXIMUM_CHARACTERS = 500

# What was paid, or can never be paid, is not moved by anything that is said of an attempt to pay.
_MOVABLE = frozenset({PaymentStatus.PENDING, PaymentStatus.PROCESSING, PaymentStatus.FAILED})


_OF_SESSIONS = {
    CheckoutStatus.OPEN: (GatewayEventKind.OTHER, GatewayPaymentStatus.OPEN),
    CheckoutStatus.PROCESSING: (GatewayEventKind.PAYMENT_PROCESSING, GatewayPaymentStatus.PROCESSING),
    CheckoutStatus.PAID: (GatewayEventKind.PAYMENT_SUCCEEDED, GatewayPaymentStatus.SUCCEEDED),
    CheckoutStatus.FAILED: (GatewayEventKind.PAYMENT_FAILED, GatewayPaymentStatus.OPEN),
    CheckoutStatus.EXPIRED: (GatewayEventKind.PAYMENT_CANCELLED, GatewayPaymentStatus.CANCELLED),
}


class FlagCode(StrEnum):
    """Why an admin must look at a payment or an event."""

    UNKNOWN_PAYMENT = "UNKNOWN_PAYMENT"
    WRONG_GATEWAY = "WRONG_GATEWAY"
    WRONG_REFERENCE = "WRONG_REFERENCE"
    WRONG_METADATA = "WRONG_METADATA"
    WRONG_LIVEMODE = "WRONG_LIVEMODE"
    WRONG_CURRENCY = "WRONG_CURRENCY"
    WRONG_AMOUNT = "WRONG_AMOUNT"
    NOT_PAID = "NOT_PAID"
    CREDIT_REFUSED = "CREDIT_REFUSED"
    UNRESOLVED = "UNRESOLVED"
    UNKNOWN_AT_GATEWAY = "UNKNOWN_AT_GATEWAY"
    OTHER_API_VERSION = "OTHER_API_VERSION"
    UNKNOWN_SUBSCRIPTION = "UNKNOWN_SUBSCRIPTION"
    WRONG_TERMS = "WRONG_TERMS"
    ENDED_ALTHOUGH_PAID = "ENDED_ALTHOUGH_PAID"
    REVERSAL_REFUSED = "REVERSAL_REFUSED"
    DISCOUNT_BEYOND_CAP = "DISCOUNT_BEYOND_CAP"
    TEAM_CLOSED = "TEAM_CLOSED"
    RETURN_REFUSED = "RETURN_REFUSED"
    BONUS_REFUSED = "BONUS_REFUSED"
    REWARD_REFUSED = "REWARD_REFUSED"


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """What we know of a payment. Amounts are in minor units of `currency`."""

    id: str
    gateway: str
    reference: str | None
    amount: int
    """Before tax that is added."""
    currency: str
    livemode: bool
    status: PaymentStatus
    status_at: datetime | None
    credited: bool
    kind: PaymentKind = PaymentKind.INTENT
    checkout_reference: str | None = None
    tax: int = 0
    """What was frozen as added tax before anybody paid; a hosted page tells its tax itself."""
    tax_inclusive: bool = False

    @classmethod
    def of(cls, payment: Payment) -> Self:
        """The record of a stored payment."""
        return cls(
            id=payment.id,
            gateway=payment.gateway,
            reference=payment.gateway_reference,
            kind=payment.kind,
            checkout_reference=payment.checkout_reference,
            amount=payment.amount,
            currency=payment.currency,
            livemode=payment.livemode,
            status=payment.status,
            status_at=payment.status_at,
            credited=payment.credited_at is not None,
            tax=payment.total - payment.amount,
            tax_inclusive=payment.tax_behavior is TaxBehavior.INCLUSIVE,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What a gateway says about one payment, in an event or when it was asked.

    `at` is when it happened by the gateway's clock; None for an answer, which is always about now.
    """

    source: str
    kind: GatewayEventKind
    payment: GatewayPayment
    at: datetime | None = None
    event_id: str | None = None
    checkout: GatewayCheckout | None = None
    """The session that says it, for a payment on a hosted page."""

    @classmethod
    def of_event(cls, event: GatewayEvent) -> Self | None:
        """The report that an event makes; None when it is about no payment."""
        if event.kind is GatewayEventKind.OTHER or event.payment is None:
            return None
        return cls(event.source, event.kind, event.payment, event.created_at, event.event_id)

    @classmethod
    def of_answer(cls, source: str, payment: GatewayPayment, event_id: str | None = None) -> Self:
        """The report that the gateway's answer to our question makes."""
        kind = {
            GatewayPaymentStatus.SUCCEEDED: GatewayEventKind.PAYMENT_SUCCEEDED,
            GatewayPaymentStatus.PROCESSING: GatewayEventKind.PAYMENT_PROCESSING,
            GatewayPaymentStatus.CANCELLED: GatewayEventKind.PAYMENT_CANCELLED,
        }.get(payment.status)
        if kind is None:
            kind = GatewayEventKind.PAYMENT_FAILED if payment.failure_code else GatewayEventKind.OTHER
        return cls(source, kind, payment, event_id=event_id)

    @classmethod
    def of_checkout(cls, source: str, session: GatewayCheckout, event_id: str | None = None) -> Self:
        """The report that a session makes which was just fetched. Its money is counted before tax, as ours is."""
        kind, status = _OF_SESSIONS[session.status]
        payment = GatewayPayment(
            reference=session.payment_reference or "",
            payment_id=session.payment_id,
            amount=session.amount,
            amount_received=session.total - session.tax if session.status is CheckoutStatus.PAID else 0,
            currency=session.currency,
            status=status,
            livemode=session.livemode,
            failure_code=session.failure_code,
            failure_message=session.failure_message,
        )
        return cls(source, kind, payment, event_id=event_id, checkout=session)


@dataclass(frozen=True, slots=True)
class Credit:
    """Grant the payment's tokens; then it is SUCCEEDED."""


@dataclass(frozen=True, slots=True)
class ChangeStatus:
    """The payment stands at `status` now; nothing is credited or taken."""

    status: PaymentStatus
    failure: PaymentFailure | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Credit nothing, change nothing, and let an admin look at it."""

    code: FlagCode
    detail: str


@dataclass(frozen=True, slots=True)
class AskCheckout:
    """The payer paid on the hosted page, which alone knows what of the money is tax: fetch its session."""

    reference: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """It is known already, or older than what is known."""


Action = AskCheckout | Credit | ChangeStatus | Flag | Nothing


def decide(record: PaymentRecord | None, report: Report) -> Action:
    """What to do about `report`; `record` is the payment that it names, None when we have no such payment."""
    if record is None:
        return Flag(FlagCode.UNKNOWN_PAYMENT, f"No payment of ours belongs to {report.payment.reference}.")
    wrong = _wrong_identity(record, report)
    if wrong is not None:
        return wrong
    if report.kind is GatewayEventKind.PAYMENT_SUCCEEDED:
        if record.kind is PaymentKind.CHECKOUT and report.checkout is None:
            return _ask_checkout(record, report)
        return _wrong_money(record, report) or (Nothing() if record.credited else Credit())
    return _change(record, report)


def _ask_checkout(record: PaymentRecord, report: Report) -> Action:
    if record.credited:
        return Nothing()
    if record.checkout_reference is None:
        return Flag(FlagCode.WRONG_REFERENCE, f"{report.payment.reference} names a payment whose page is not known.")
    return AskCheckout(record.checkout_reference)


def _wrong_identity(record: PaymentRecord, report: Report) -> Flag | None:
    said = report.payment
    if report.source != record.gateway:
        return Flag(FlagCode.WRONG_GATEWAY, f"{report.source} reports a payment of {record.gateway}.")
    page = report.checkout.reference if report.checkout is not None else None
    if page is not None and (record.kind is not PaymentKind.CHECKOUT or record.checkout_reference not in {None, page}):
        return Flag(FlagCode.WRONG_REFERENCE, f"{page} is not the page of this payment.")
    if record.reference is not None and said.reference not in {"", record.reference}:
        return Flag(FlagCode.WRONG_REFERENCE, f"{said.reference} names this payment, which is {record.reference}.")
    if said.payment_id != record.id:
        return Flag(FlagCode.WRONG_METADATA, f"{said.reference} carries another payment's id, or none.")
    return _wrong_mode(record, said)


def _wrong_mode(record: PaymentRecord, said: GatewayPayment) -> Flag | None:
    if said.livemode is not record.livemode:
        return Flag(FlagCode.WRONG_LIVEMODE, f"livemode is {said.livemode}, expected {record.livemode}.")
    return None


def _wrong_money(record: PaymentRecord, report: Report) -> Flag | None:
    said = report.payment
    if said.status is not GatewayPaymentStatus.SUCCEEDED:
        return Flag(FlagCode.NOT_PAID, f"The event says succeeded, the payment in it is {said.status.value}.")
    if said.currency != record.currency:
        return Flag(FlagCode.WRONG_CURRENCY, f"Paid in {said.currency}, expected {record.currency}.")
    asked, received, expected = _counted(record, report)
    if asked != expected or received != expected:
        paid = f"{received} of {asked}"
        return Flag(FlagCode.WRONG_AMOUNT, f"Received {paid} {said.currency}, expected {expected}.")
    return None


def _counted(record: PaymentRecord, report: Report) -> tuple[int, int, int]:
    """What was asked for, what came, and what ought to have: before tax that a hosted page added, else all of it."""
    page = report.checkout
    if page is not None and record.tax_inclusive:
        return page.total, page.total, record.amount
    expected = record.amount if page is not None else record.amount + record.tax
    return report.payment.amount, report.payment.amount_received, expected


def _change(record: PaymentRecord, report: Report) -> Action:
    late = report.at is not None and record.status_at is not None and report.at < record.status_at
    if late or record.credited or record.status not in _MOVABLE:
        return Nothing()
    if report.kind is GatewayEventKind.PAYMENT_CANCELLED:
        return ChangeStatus(PaymentStatus.CANCELLED)
    if report.kind is GatewayEventKind.PAYMENT_FAILED:
        return ChangeStatus(PaymentStatus.FAILED, _failure_of(report.payment))
    if report.kind is GatewayEventKind.PAYMENT_PROCESSING:
        # Stripe's times are whole seconds: within one, an attempt's end is told after its beginning.
        same_moment = report.at is not None and report.at == record.status_at
        return Nothing() if same_moment else ChangeStatus(PaymentStatus.PROCESSING)
    return Nothing()


def _failure_of(said: GatewayPayment) -> PaymentFailure:
    return PaymentFailure(
        code=(said.failure_code or "unknown")[:FAILURE_TEXT_MAXIMUM_CHARACTERS],
        message=(said.failure_message or "The payment was declined.")[:FAILURE_TEXT_MAXIMUM_CHARACTERS],
    )
