"""A12: what a paid invoice grants, and what is flagged. The rules alone, with exact amounts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateways.subscriptions import GatewayInvoice, InvoiceLine, InvoiceReason
from models.subscription import FrozenTerms, PlanInterval, PlanLimits, Subscription
from models.subscription_invoice import InvoiceKind, SubscriptionInvoice
from services.payments.decisions import Flag, FlagCode
from services.subscriptions.rules import InvoiceGrant, judge_invoice

START, END = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)  # 30 days
LIMITS = PlanLimits(
    requests_per_day=None, tokens_per_month=1, max_tokens_per_request=1, premium_models=True, priority=1
)


def terms(plan, price, amount, tokens):
    return FrozenTerms(plan_id=plan, price_reference=price, amount=amount, tokens=tokens, grace_days=3, limits=LIMITS)


def ours():
    return Subscription.model_construct(
        id="subn_1",
        user_id="usr_1",
        wallet_id="wal_1",
        currency="CNY",
        interval=PlanInterval.MONTH,
        customer_reference="cus_1",
        livemode=False,
        plan_id="pro",
        terms=[terms("pro", "price_pro", 3_000, 900), terms("big", "price_big", 9_000, 3_001)],
    )


def line(price="price_pro", amount=3_000, start=START, *, proration=False, quantity=1):
    return InvoiceLine(price, amount, quantity, proration, start, END)


def invoice(*lines, reason=InvoiceReason.FIRST, **changes):
    total = sum(each.amount for each in lines)
    made = GatewayInvoice(
        reference="in_1",
        subscription="sub_1",
        customer="cus_1",
        livemode=False,
        currency="CNY",
        reason=reason,
        paid=True,
        paid_at=START,
        created_at=START,
        subtotal=total,
        total=total,
        amount_paid=total,
        discounted=False,
        lines=lines,
        lines_complete=True,
        payment="pi_1",
    )
    return replace(made, **changes)


def period_paid():
    return SubscriptionInvoice.model_construct(
        id="in_0", kind=InvoiceKind.PERIOD, plan_id="pro", period_start=START, period_end=END
    )


@pytest.mark.parametrize("reason", [InvoiceReason.FIRST, InvoiceReason.RENEWAL])
async def test_a_paid_period_grants_the_plans_tokens_until_its_grace_is_over(database, reason):
    assert judge_invoice(ours(), invoice(line(), reason=reason), [], START) == InvoiceGrant(
        InvoiceKind.PERIOD, "pro", 900, START, END, END + timedelta(days=3)
    )


async def test_what_is_heard_of_after_its_period_can_still_be_used(database):
    late = END + timedelta(days=40)
    granted = judge_invoice(ours(), invoice(line()), [], late)
    assert granted.expires_at == late + timedelta(days=3)


async def test_taxes_on_top_are_no_difference(database):
    taxed = invoice(line(), total=3_180, amount_paid=3_180)
    assert judge_invoice(ours(), taxed, [], START).tokens == 900


async def test_an_invoice_that_is_not_paid_grants_nothing(database):
    assert judge_invoice(ours(), invoice(line(), paid=False, amount_paid=0), [], START) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"livemode": True}, FlagCode.WRONG_LIVEMODE),
        ({"customer": "cus_2"}, FlagCode.WRONG_METADATA),
        ({"currency": "USD"}, FlagCode.WRONG_CURRENCY),
        ({"amount_paid": 2_999}, FlagCode.WRONG_AMOUNT),
        ({"discounted": True}, FlagCode.WRONG_AMOUNT),
        ({"total": 2_000, "amount_paid": 2_000}, FlagCode.WRONG_AMOUNT),
        ({"subtotal": 2_999}, FlagCode.WRONG_AMOUNT),
        ({"lines": (line(amount=2_999),), "subtotal": 2_999}, FlagCode.WRONG_AMOUNT),
        ({"lines": (line("price_other"),)}, FlagCode.WRONG_TERMS),
        ({"lines": (line(None),)}, FlagCode.WRONG_TERMS),
        ({"lines": (line(quantity=2),)}, FlagCode.WRONG_TERMS),
        ({"lines": (line(proration=True),)}, FlagCode.WRONG_TERMS),
        ({"lines": (line(), line())}, FlagCode.WRONG_TERMS),
        ({"lines_complete": False}, FlagCode.WRONG_TERMS),
        ({"reason": InvoiceReason.OTHER}, FlagCode.WRONG_TERMS),
    ],
)
async def test_what_does_not_agree_with_the_terms_is_flagged(database, changed, code):
    judged = judge_invoice(ours(), invoice(line(), **changed), [], START)
    assert isinstance(judged, Flag)
    assert judged.code is code


def upgrade(days, *, credit=None, charge=None, **changes):
    """After so many of the 30 days, by arithmetic of this test's own."""
    start = START + timedelta(days=days)
    credit = -(3_000 * (30 - days) // 30) if credit is None else credit
    charge = 9_000 * (30 - days) // 30 if charge is None else charge
    lines = (
        line("price_pro", credit, start, proration=True),
        line("price_big", charge, start, proration=True),
    )
    return invoice(*lines, reason=InvoiceReason.CHANGE, **changes)


@pytest.mark.parametrize(("days", "tokens"), [(0, 2_101), (10, 1_400), (15, 1_050), (29, 70), (30, 0)])
async def test_an_upgrade_grants_the_rest_of_the_difference_rounded_down(database, days, tokens):
    assert judge_invoice(ours(), upgrade(days), [period_paid()], START) == InvoiceGrant(
        InvoiceKind.UPGRADE, "big", tokens, START + timedelta(days=days), END, END + timedelta(days=3)
    )


async def test_a_line_may_be_off_by_the_gateways_rounding_and_no_more(database):
    assert judge_invoice(ours(), upgrade(15, credit=-1_499, charge=4_501), [period_paid()], START).tokens == 1_050
    for credit, charge in ((-1_498, 4_500), (-1_500, 4_498), (-1_500, 4_502)):
        judged = judge_invoice(ours(), upgrade(15, credit=credit, charge=charge), [period_paid()], START)
        assert judged.code is FlagCode.WRONG_AMOUNT


async def test_an_upgrade_of_a_period_that_nobody_paid_is_flagged(database):
    assert judge_invoice(ours(), upgrade(15), [], START).code is FlagCode.WRONG_TERMS


async def test_an_upgrade_with_other_lines_is_flagged(database):
    for changed in (
        {"lines": (line(proration=True),)},
        {"lines": (line("price_pro", -1_500, proration=True), line("price_none", 4_500, proration=True))},
        {"lines": (line("price_pro", -1_500), line("price_big", 4_500, proration=True))},
        {"lines_complete": False},
    ):
        judged = judge_invoice(ours(), upgrade(15, **changed), [period_paid()], START)
        assert judged.code is FlagCode.WRONG_TERMS
