"""Everybody's payments and invoices, filtered and paged (F3)."""

from datetime import UTC, datetime, timedelta

import pytest

from models.ids import first_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from models.subscription_invoice import SubscriptionInvoice
from services.errors import InvalidInputError
from services.paging import PageRequest
from services.sales import Sales, SalesFilter
from services.sales.service import position_of_invoice

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
async def sales(database) -> Sales:
    """Three payments and three invoices, of Ada and Bob."""
    for number, (user, status, method, currency) in enumerate(
        [("ada", "succeeded", "card", "CNY"), ("bob", "failed", "alipay", "CNY"), ("ada", "pending", "card", "USD")]
    ):
        at = MARCH + timedelta(days=number)
        await Payment(
            id=first_id("pay", at)[:-1] + str(number), user_id=user, wallet_id="wal", client_key=str(number),
            input_hash="h", package_id="p", tokens=1, amount=1_000, currency=currency, method=method, gateway="stripe",
            livemode=False, status=status, created_at=at, expires_at=at, next_check_at=at, open=False,
        ).insert()  # fmt: skip
        await SubscriptionInvoice(
            id=f"in_{number}", subscription_id="subn", user_id=user, wallet_id="wal", gateway="stripe", livemode=False,
            kind="period", plan_id="pro", amount=100, currency=currency, tokens=1, period_start=at, period_end=at,
            tokens_expire_at=at, paid_at=MARCH if number < 2 else at,
        ).insert()  # fmt: skip
    return Sales()


def chosen(page) -> list[str]:
    return [row.id[-1] for row in page.rows]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["2", "1", "0"]),
        ({"user_id": "ada"}, ["2", "0"]),
        ({"status": PaymentStatus.FAILED}, ["1"]),
        ({"method": PaymentMethod.CARD, "currency": "CNY"}, ["0"]),
        ({"since": MARCH + timedelta(days=1)}, ["2", "1"]),
        ({"since": MARCH, "until": MARCH + timedelta(days=1)}, ["0"]),
        ({"user_id": "eve"}, []),
    ],
)
async def test_payments_are_filtered_newest_first(sales, wanted, expected):
    assert chosen(await sales.payments(SalesFilter(**wanted), PageRequest(10))) == expected


async def test_payments_are_paged(sales):
    first = await sales.payments(SalesFilter(), PageRequest(2))
    assert (chosen(first), first.has_next) == (["2", "1"], True)
    second = await sales.payments(SalesFilter(), PageRequest(2, first.rows[-1].id))
    assert (chosen(second), second.has_next) == (["0"], False)


async def test_invoices_that_were_paid_at_one_moment_are_paged_one_by_one(sales):
    seen, after = [], None
    for _ in range(3):
        page = await sales.invoices(SalesFilter(), PageRequest(1, after))
        seen += chosen(page)
        after = position_of_invoice(page.rows[-1])
    assert (seen, page.has_next) == (["2", "1", "0"], False)
    assert chosen(await sales.invoices(SalesFilter(user_id="bob"), PageRequest(10))) == ["1"]


@pytest.mark.parametrize("after", ["", "x", "1|", f"{10**15 - 1}|in_1", "-1|in_1"])
async def test_a_position_that_is_none_is_refused(sales, after):
    with pytest.raises(InvalidInputError):
        await sales.invoices(SalesFilter(), PageRequest(1, after))


async def test_a_range_that_ends_before_it_begins_is_refused(sales):
    with pytest.raises(InvalidInputError):
        await sales.payments(SalesFilter(since=MARCH, until=MARCH - timedelta(days=1)), PageRequest(1))
