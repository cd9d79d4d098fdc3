"""What the gateway's invoices and subscriptions mean for ours. Pure: the rules of docs/subscriptions.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gateways.subscriptions import (
    GatewayInvoice,
    GatewaySubscription,
    GatewaySubscriptionStatus,
    InvoiceLine,
    InvoiceReason,
)
from models.subscription import FrozenTerms, Subscription, SubscriptionStatus
from models.subscription_invoice import InvoiceKind, SubscriptionInvoice
from services.payments.decisions import Flag, FlagCode

__all__ = ["InvoiceGrant", "identity_problem", "judge_invoice", "state_of"]

ROUNDING_MINOR_UNITS = 1
"""How far one line of a proration may be from our own reckoning: the gateway rounds, and may round twice."""

_STATUSES: Mapping[GatewaySubscriptionStatus, SubscriptionStatus] = {
    GatewaySubscriptionStatus.INCOMPLETE: SubscriptionStatus.INCOMPLETE,
    GatewaySubscriptionStatus.ACTIVE: SubscriptionStatus.ACTIVE,
    GatewaySubscriptionStatus.PAST_DUE: SubscriptionStatus.PAST_DUE,
    GatewaySubscriptionStatus.ENDED: SubscriptionStatus.CANCELLED,
    GatewaySubscriptionStatus.ENDED_UNPAID: SubscriptionStatus.EXPIRED,
}
_RUNNING = frozenset({SubscriptionStatus.INCOMPLETE, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE})


@dataclass(frozen=True, slots=True)
class InvoiceGrant:
    """What a paid invoice grants: `tokens` until `expires_at`, for the time that it pays for."""

    kind: InvoiceKind
    plan_id: str
    tokens: int
    period_start: datetime
    period_end: datetime
    expires_at: datetime


def identity_problem(ours: Subscription, theirs: GatewaySubscription) -> Flag | None:
    """Why the gateway's subscription cannot be ours, although it is called so."""
    if theirs.subscription_id != ours.id or theirs.customer != ours.customer_reference:
        return Flag(FlagCode.WRONG_METADATA, f"{theirs.reference} carries another id or customer.")
    if theirs.livemode is not ours.livemode:
        return Flag(FlagCode.WRONG_LIVEMODE, f"livemode is {theirs.livemode}, expected {ours.livemode}.")
    if theirs.currency != ours.currency:
        return Flag(FlagCode.WRONG_CURRENCY, f"{theirs.reference} is in {theirs.currency}, not {ours.currency}.")
    return None


def judge_invoice(
    ours: Subscription, invoice: GatewayInvoice, paid: Sequence[SubscriptionInvoice], now: datetime
) -> InvoiceGrant | Flag | None:
    """What `invoice` grants; a flag when it is paid and does not agree with the terms; None while it is not paid.

    `paid` are the subscription's invoices that were accepted before. `now` matters to what is heard of late only.
    """
    if not invoice.paid:
        return None
    wrong = _wrong_payment(ours, invoice)
    if wrong is not None:
        return wrong
    if invoice.reason in {InvoiceReason.FIRST, InvoiceReason.RENEWAL}:
        return _judge_period(ours, invoice, now)
    if invoice.reason is InvoiceReason.CHANGE:
        return _judge_upgrade(ours, invoice, paid, now)
    return _wrong_terms(invoice, "is neither for a period nor for a change")


def _wrong_payment(ours: Subscription, invoice: GatewayInvoice) -> Flag | None:
    name = invoice.reference
    if invoice.livemode is not ours.livemode:
        return Flag(FlagCode.WRONG_LIVEMODE, f"{name}: livemode is {invoice.livemode}.")
    if invoice.customer != ours.customer_reference:
        return Flag(FlagCode.WRONG_METADATA, f"{name} is of another customer.")
    if invoice.currency != ours.currency:
        return Flag(FlagCode.WRONG_CURRENCY, f"{name} is in {invoice.currency}, expected {ours.currency}.")
    if invoice.amount_paid != invoice.total:
        paid = f"{invoice.amount_paid} of {invoice.total}"
        return Flag(FlagCode.WRONG_AMOUNT, f"{name}: received {paid} {invoice.currency}.")
    if invoice.discounted or invoice.total < invoice.subtotal:
        return Flag(FlagCode.WRONG_AMOUNT, f"{name} was discounted, which no plan is.")
    return None


def _judge_period(ours: Subscription, invoice: GatewayInvoice, now: datetime) -> InvoiceGrant | Flag:
    """Exactly one period of one plan, at the price that was agreed on, grants the plan's tokens."""
    if len(invoice.lines) != 1 or not invoice.lines_complete:
        return _wrong_terms(invoice, f"has {len(invoice.lines)} lines or more, not one")
    line = invoice.lines[0]
    terms = _terms_of_price(ours.terms, line.price)
    if terms is None or line.proration or line.quantity != 1:
        return _wrong_terms(invoice, "is not for one period of a plan that was agreed on")
    if line.amount != terms.amount or invoice.subtotal != terms.amount:
        return Flag(FlagCode.WRONG_AMOUNT, f"{invoice.reference} asks {line.amount}, expected {terms.amount}.")
    return _grant(InvoiceKind.PERIOD, terms, terms.tokens, line, now)


def _judge_upgrade(
    ours: Subscription, invoice: GatewayInvoice, paid: Sequence[SubscriptionInvoice], now: datetime
) -> InvoiceGrant | Flag:
    """The rest of a paid period on a dearer plan grants that part of the difference in tokens, rounded down."""
    credit, charge = _two_lines(invoice)
    if credit is None or charge is None or not (credit.proration and charge.proration):
        return _wrong_terms(invoice, "is not a credit and a charge for the rest of a period")
    old, new = _terms_of_price(ours.terms, credit.price), _terms_of_price(ours.terms, charge.price)
    period = next(
        (
            each
            for each in paid
            if each.kind is InvoiceKind.PERIOD
            and each.period_end == charge.period_end
            and each.period_start <= charge.period_start
        ),
        None,
    )
    if old is None or new is None or period is None or credit.period_end != charge.period_end:
        return _wrong_terms(invoice, "is not for a paid period and plans that were agreed on")
    rest = _seconds(charge.period_end - charge.period_start)
    whole = _seconds(period.period_end - period.period_start)
    for line, amount in ((charge, new.amount), (credit, -old.amount)):
        expected = amount * rest // whole
        if abs(line.amount - expected) > ROUNDING_MINOR_UNITS:
            return Flag(FlagCode.WRONG_AMOUNT, f"{invoice.reference}: a line of {line.amount}, expected {expected}.")
    if invoice.subtotal != credit.amount + charge.amount:
        return Flag(FlagCode.WRONG_AMOUNT, f"{invoice.reference} asks {invoice.subtotal}, not the sum of its lines.")
    return _grant(InvoiceKind.UPGRADE, new, max(new.tokens - old.tokens, 0) * rest // whole, charge, now)


def _two_lines(invoice: GatewayInvoice) -> tuple[InvoiceLine | None, InvoiceLine | None]:
    """The credit and the charge of a change."""
    if len(invoice.lines) != 2 or not invoice.lines_complete:  # noqa: PLR2004 - one for each plan
        return None, None
    first, second = sorted(invoice.lines, key=lambda line: line.amount)
    return first, second


def _grant(kind: InvoiceKind, terms: FrozenTerms, tokens: int, line: InvoiceLine, now: datetime) -> InvoiceGrant:
    # What we hear of after its period can still be used: nobody pays for tokens that have expired already.
    expires_at = max(line.period_end, now) + timedelta(days=max(terms.grace_days, 1 if now > line.period_end else 0))
    return InvoiceGrant(kind, terms.plan_id, tokens, line.period_start, line.period_end, expires_at)


def _wrong_terms(invoice: GatewayInvoice, why: str) -> Flag:
    return Flag(FlagCode.WRONG_TERMS, f"{invoice.reference} {why}.")


def _terms_of_price(terms: Iterable[FrozenTerms], price: str | None) -> FrozenTerms | None:
    return next((each for each in terms if each.price_reference == price), None)


def _seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)


def state_of(ours: Subscription, theirs: GatewaySubscription, paid: Sequence[SubscriptionInvoice]) -> dict[str, Any]:
    """The fields of ours that follow the gateway, as they should be now."""
    status = _STATUSES[theirs.status]
    running = status in _RUNNING
    newest = max(paid, key=lambda each: (each.period_end, _amount_of(ours, each.plan_id)), default=None)
    plan_id = ours.plan_id if newest is None else newest.plan_id
    at_gateway = _terms_of_price(ours.terms, theirs.price)
    changes = running and at_gateway is not None and newest is not None and at_gateway.plan_id != plan_id
    return {
        "status": status,
        "running": running,
        "plan_id": plan_id,
        "next_plan_id": at_gateway.plan_id if changes and at_gateway is not None else None,
        "cancel_at_period_end": running and theirs.cancel_at_period_end,
        "period_start": theirs.period_start,
        "period_end": theirs.period_end,
        "paid_until": max((each.period_end for each in paid), default=None),
        "ended_at": theirs.ended_at,
    }


def _amount_of(ours: Subscription, plan_id: str) -> int:
    """A plan's price: within a period a plan only ever becomes dearer, so the dearest one was paid for last."""
    return max((each.amount for each in ours.terms if each.plan_id == plan_id), default=0)
