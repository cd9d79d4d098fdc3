"""What counts as a difference. Pure; what a payment's report means is decided by the rules of the webhooks."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from gateways.payment_gateway import GatewayPayment, GatewayPaymentStatus
from gateways.reversals import GatewayDispute, GatewayRefund, GatewayReversals
from models.payment import Payment, PaymentStatus
from models.reversal import Reversal
from models.subscription_invoice import SubscriptionInvoice
from services.payments.decisions import (
    AskCheckout,
    ChangeStatus,
    Credit,
    Flag,
    FlagCode,
    PaymentRecord,
    Report,
    decide,
)
from services.reconciliation.report import Rule
from services.reversals.rules import in_currency

__all__ = [
    "Problem",
    "listed_problem",
    "open_too_long",
    "reason_of",
    "reversal_problems",
    "unfinished",
    "unknown_there_problem",
]

OPEN_GRACE = timedelta(hours=2)
"""An expired payment is asked about hourly; what stays open longer than this, nobody looks after."""
REVERSAL_GRACE = timedelta(hours=1)

Problem = tuple[Rule, str]
"""The rule, and what was found in words that name no person."""

_FLAGS: Mapping[FlagCode, Rule] = {
    FlagCode.UNKNOWN_PAYMENT: Rule.UNKNOWN_HERE,
    FlagCode.WRONG_REFERENCE: Rule.SECOND_PAYMENT,
    FlagCode.WRONG_METADATA: Rule.WRONG_METADATA,
    FlagCode.WRONG_LIVEMODE: Rule.WRONG_LIVEMODE,
    FlagCode.WRONG_CURRENCY: Rule.WRONG_CURRENCY,
    FlagCode.WRONG_AMOUNT: Rule.WRONG_AMOUNT,
}


def listed_problem(payment: Payment | None, report: Report, now: datetime) -> Problem | None:
    """What differs between a payment of the gateway and ours, which `payment` is; None when we have none.

    The caller has made sure that the gateway's payment claims to be ours.
    """
    said = report.payment
    record = None if payment is None else PaymentRecord.of(payment)
    if record is not None and record.credited and said.reference == record.reference and not _is_paid(said):
        return Rule.CREDITED_UNPAID, f"Credited here; {said.reference} is {said.status.value} there."
    action = decide(record, report)
    if isinstance(action, Flag):
        return _flag_problem(action, said)
    if isinstance(action, Credit | AskCheckout):
        return _missed(payment, said, now)
    if record is not None and isinstance(action, ChangeStatus) and action.status is not record.status:
        return Rule.STATUS, f"{record.status.value} here, {action.status.value} there."
    if payment is None or said.status is not GatewayPaymentStatus.OPEN:
        return None
    return open_too_long(payment, now) or _closed_here(payment, said)


def open_too_long(payment: Payment, now: datetime) -> Problem | None:
    """A payment that should have been cancelled long ago."""
    if payment.open and payment.expires_at + OPEN_GRACE < now:
        return Rule.OPEN_TOO_LONG, f"Expired at {payment.expires_at:%Y-%m-%dT%H:%M:%SZ} and still open here."
    return None


def unknown_there_problem(payment: Payment) -> Problem | None:
    """Our payment, whose reference the gateway does not know; one that was given up needs no gateway any more."""
    if payment.credited_at is not None:
        return Rule.UNKNOWN_THERE, f"Credited here; the gateway does not know {payment.gateway_reference}."
    if payment.open:
        return Rule.UNKNOWN_THERE, f"Open here; the gateway does not know {payment.gateway_reference}."
    return None


def reversal_problems(
    reversal: Reversal | None, said: GatewayReversals, currency: str
) -> Iterator[tuple[str, Problem]]:
    """What differs in refunds and disputes of what was paid in `currency`, each with the gateway's id of it."""
    here = reversal or Reversal()
    there, _ = in_currency(said, here, currency)
    refunds = {refund.id: refund for refund in here.refunds}
    for refund in there.refunds:
        seen = refunds.pop(refund.id, None)
        if seen is None:
            yield refund.id, (Rule.REFUND_MISSED, f"{_money(refund)} went back there, and is not known here.")
        elif (seen.amount, seen.status) != (refund.amount, refund.status):
            yield refund.id, (Rule.REFUND_DIFFERS, f"{seen.amount} {seen.status.value} here, {_money(refund)} there.")
    for refund_id in refunds:
        yield refund_id, (Rule.REFUND_UNKNOWN_THERE, "Known here, and the gateway has no such refund.")
    disputes = {dispute.id: dispute for dispute in here.disputes}
    for dispute in there.disputes:
        known = disputes.pop(dispute.id, None)
        if known is None:
            yield dispute.id, (Rule.DISPUTE_MISSED, f"{_claim(dispute)} there, and is not known here.")
        elif (known.amount, known.state) != (dispute.amount, dispute.state):
            yield (
                dispute.id,
                (Rule.DISPUTE_DIFFERS, f"{known.amount} {known.state.value} here, {_claim(dispute)} there."),
            )
    for dispute_id in disputes:
        yield dispute_id, (Rule.DISPUTE_UNKNOWN_THERE, "Known here, and the gateway has no such dispute.")


def unfinished(payment: Payment | SubscriptionInvoice, now: datetime) -> Problem | None:
    """Refunds or disputes whose steps in the ledger nobody completes."""
    if payment.reversal_due_at is not None and payment.reversal_due_at + REVERSAL_GRACE < now:
        return Rule.REVERSAL_UNFINISHED, "Steps of its refunds or disputes are missing in the ledger."
    return None


def reason_of(reversal: Reversal | None) -> tuple[str, str] | None:
    """Kind and id of one of its refunds or disputes: whoever is told of one follows all of them."""
    if reversal is None:
        return None
    reasons = [("refund", each.id) for each in reversal.refunds] + [("dispute", each.id) for each in reversal.disputes]
    return next(iter(reasons), None)


def _flag_problem(flag: Flag, said: GatewayPayment) -> Problem | None:
    rule = _FLAGS.get(flag.code, Rule.WRONG_METADATA)
    harmless = rule is Rule.SECOND_PAYMENT and said.status is GatewayPaymentStatus.CANCELLED
    return None if harmless else (rule, flag.detail)


def _closed_here(payment: Payment, said: GatewayPayment) -> Problem | None:
    """Given up here, while somebody may still pay it there."""
    if payment.status is PaymentStatus.CANCELLED and said.cancellable:
        return Rule.STATUS, f"cancelled here, {said.status.value} there."
    return None


def _missed(payment: Payment | None, said: GatewayPayment, now: datetime) -> Problem | None:
    """Paid and not credited; where it never will be, its money must have gone back by now."""
    denied_at = None if payment is None else payment.denied_at
    if payment is None or denied_at is None:
        return Rule.MISSED_CREDIT, f"Paid there ({said.amount_received} {said.currency}), not credited here."
    if denied_at + REVERSAL_GRACE > now or (payment.reversal is not None and payment.reversal.is_whole):
        return None
    return Rule.NOT_RETURNED, "Paid there, and not to be credited here; its money has not gone back."


def _is_paid(said: GatewayPayment) -> bool:
    return said.status is GatewayPaymentStatus.SUCCEEDED


def _money(refund: GatewayRefund) -> str:
    return f"{refund.amount} {refund.status.value}"


def _claim(dispute: GatewayDispute) -> str:
    return f"{dispute.amount} {dispute.state.value}"
