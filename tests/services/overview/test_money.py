"""F3: what came in and what went back, by currency and way to pay."""

from datetime import UTC, datetime, timedelta

import pytest

from models.ids import new_id
from models.payment import Payment
from models.subscription_invoice import SubscriptionInvoice
from services.overview.money import PaymentCounts, Revenue, payment_counts, revenue_of

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
LATER = MARCH + timedelta(days=10)


@pytest.fixture(autouse=True)
async def nothing_sold(database) -> None:
    await Payment.find({}).delete()
    await SubscriptionInvoice.find({}).delete()


async def payment(**changed) -> Payment:
    values = {
        "user_id": new_id("usr"), "wallet_id": new_id("wal"), "client_key": "key", "input_hash": "h",
        "package_id": "p", "tokens": 100, "amount": 1_000, "currency": "CNY", "method": "card", "gateway": "stripe",
        "livemode": False, "status": "succeeded", "created_at": MARCH, "expires_at": APRIL, "next_check_at": APRIL,
        "credited_at": MARCH, "open": False,
    }  # fmt: skip
    made = Payment(**{**values, **changed})
    await made.insert()
    return made


def back(*, refunds=(), disputes=()) -> dict[str, object]:
    return {
        "paid": 1_000,
        "refunds": [
            {"id": new_id("re"), "amount": amount, "status": status, "created_at": at} for amount, status, at in refunds
        ],
        "disputes": [
            {"id": new_id("dp"), "amount": amount, "state": state, "reason": "x", "created_at": at}
            for amount, state, at in disputes
        ],
    }


async def test_each_currency_and_way_to_pay_has_its_row():
    await payment()
    await payment(method="alipay", amount=500)
    await payment(currency="USD", amount=700)
    await payment(credited_at=APRIL)
    await payment(credited_at=None, status="failed")
    assert await revenue_of(MARCH, APRIL) == [
        Revenue("CNY", "alipay", sales=1, gross=500),
        Revenue("CNY", "card", sales=1, gross=1_000),
        Revenue("USD", "card", sales=1, gross=700),
    ]


async def test_tax_is_counted_once_whether_it_is_added_or_contained():
    await payment(tax_amount=60, tax_behavior="exclusive")
    await payment(tax_amount=50, tax_behavior="inclusive")
    assert await revenue_of(MARCH, APRIL) == [Revenue("CNY", "card", sales=2, gross=2_060, tax=110)]


async def test_what_went_back_counts_when_it_did_and_not_when_it_was_sold():
    refunds = [(100, "succeeded", LATER), (50, "pending", MAY), (900, "failed", LATER)]
    await payment(reversal=back(refunds=refunds), status="partially_refunded")
    (march,) = await revenue_of(MARCH, APRIL)
    assert (march.gross, march.refunded, march.net) == (1_000, 100, 900)
    (may,) = await revenue_of(MAY, MAY + timedelta(days=1))
    assert (may.sales, may.refunded, may.net) == (0, 50, -50)


async def test_only_disputes_that_are_lost_are_taken_off():
    await payment(reversal=back(disputes=[(400, "lost", LATER), (300, "open", LATER), (200, "won", LATER)]))
    (row,) = await revenue_of(MARCH, APRIL)
    assert (row.lost, row.disputed, row.net) == (400, 300, 600)


async def test_invoices_of_subscriptions_are_revenue_without_a_way_to_pay():
    values = {
        "subscription_id": "sub", "user_id": "usr", "wallet_id": "wal", "gateway": "stripe", "livemode": False,
        "kind": "period", "plan_id": "pro", "amount": 9_900, "currency": "CNY", "tokens": 5, "period_start": MARCH,
        "period_end": APRIL, "tokens_expire_at": APRIL, "paid_at": MARCH,
    }  # fmt: skip
    await SubscriptionInvoice(id="in_1", **values, reversal=back(refunds=[(100, "succeeded", LATER)])).insert()
    assert await revenue_of(MARCH, APRIL) == [Revenue("CNY", None, sales=1, gross=9_900, refunded=100)]


async def test_payments_are_counted_by_how_they_stand_with_the_reasons_of_declines():
    for status in ("succeeded", "refunded", "disputed", "pending", "processing", "cancelled"):
        await payment(status=status)
    await payment(status="failed", failure={"code": "insufficient_funds", "message": "m"})
    await payment(status="failed", failure={"code": "insufficient_funds", "message": "m"})
    await payment(created_at=APRIL)
    assert await payment_counts(MARCH, APRIL) == [
        PaymentCounts("CNY", "card", 8, 3, 2, 1, 2, {"INSUFFICIENT_FUNDS": 2}),
    ]


async def test_sales_and_outcomes_are_answered_by_indexes_alone(database):
    await payment()
    await database.command("profile", 2)
    try:
        await revenue_of(MARCH, APRIL)
        await payment_counts(MARCH, APRIL)
        read = [
            (row["ns"].partition(".")[2], row["planSummary"], row["docsExamined"])
            async for row in database["system.profile"].find({"command.aggregate": {"$exists": True}})
        ]
    finally:
        await database.command("profile", 0)
    assert len(read) == 7
    assert [plan for _, plan, _ in read if "COLLSCAN" in plan] == []
    assert [examined for _, _, examined in read] == [0] * 7
