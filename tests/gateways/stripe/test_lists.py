"""`StripeLists`: every page of what Stripe has, newest first, from a moment on."""

from datetime import UTC, datetime, timedelta

import pytest

from gateways.reversals import RefundRequest
from gateways.stripe import lists
from gateways.stripe.gateway import StripeGateway
from models.reversal import RefundStatus
from tests.gateways.support import payment_request

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)


async def test_all_pages_of_payments_newest_first(gateway: StripeGateway) -> None:
    made = [await gateway.create_payment(payment_request(f"pay_{number}")) for number in range(5)]
    found = [listed async for listed in gateway.lists.payments(LONG_AGO)]
    assert [listed.payment for listed in found] == made[::-1]
    assert all(abs(datetime.now(UTC) - listed.created_at) < timedelta(minutes=1) for listed in found)
    assert [listed async for listed in gateway.lists.payments(datetime.now(UTC) + timedelta(hours=1))] == []


async def test_refunds_name_their_payment(gateway: StripeGateway, sdk) -> None:
    made = await gateway.create_payment(payment_request("pay_1"))
    await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa"})
    for number in range(3):
        await gateway.refund_payment(RefundRequest(f"rfd_{number}", made.reference, 100 + number))
    found = [listed async for listed in gateway.lists.refunds(LONG_AGO)]
    assert [listed.reference for listed in found] == [made.reference] * 3
    assert [(listed.refund.refund_id, listed.refund.amount, listed.refund.status) for listed in found] == [
        ("rfd_2", 102, RefundStatus.SUCCEEDED),
        ("rfd_1", 101, RefundStatus.SUCCEEDED),
        ("rfd_0", 100, RefundStatus.SUCCEEDED),
    ]
