"""`refundInvoice` from the service down: the same intent, audit row, Stripe, ledger as for a payment."""

import asyncio

import pytest

from gateways.errors import GatewayUnavailableError
from models.admin_action import AdminAction
from models.refund import Refund, RefundProgress
from services.errors import InvalidInputError, NotFoundError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import GatewayUnreachableError
from services.reversals.errors import InvoiceNotRefundableError, RefundTooLargeError
from tests.support.subscriber import subscriber

PRICE, PRO = 4_900, 1_000_000


@pytest.fixture
async def ada(shop):
    return await subscriber(shop, paid=True)


@pytest.fixture
async def invoice(ada):
    (invoice,) = await ada.invoices()
    return invoice


@pytest.fixture
def admin(shop):
    return shop.someone()


async def refunds_at_stripe(shop, invoice):
    seen = await shop.gateway.reversals(invoice.payment_reference)
    return [refund.amount for refund in seen.refunds]


async def available(shop, ada):
    return (await shop.ledger.balance(ada.viewer.wallet_id)).available


async def test_a_part_and_then_the_rest_are_paid_back_and_their_tokens_taken(shop, ada, invoice, admin):
    made = await shop.reversals.refund_invoice(admin, invoice.id, 490, " Did not want it ", "part")
    assert (made.refund.amount, made.refund.currency, made.refund.reason) == (490, "CNY", "Did not want it")
    assert (made.refund.invoice_id, made.refund.payment_id) == (invoice.id, None)
    assert (made.refund.progress, made.invoice.reversal_due_at) == (RefundProgress.MADE, None)
    assert await ada.grants() == [
        (f"subscription:{invoice.id}", PRO),
        (f"refund:{made.refund.gateway_refund_id}", PRO // 10),
    ]
    rest = await shop.reversals.refund_invoice(admin, invoice.id, None, "the rest", "rest")
    assert rest.refund.amount == PRICE - 490
    assert await available(shop, ada) == 0
    assert await refunds_at_stripe(shop, invoice) == [PRICE - 490, 490]
    assert (await ada.now()).running is True
    assert (await audit_ledger(shop.database)).findings == []


async def test_who_did_it_stands_in_the_record_of_admin_actions(shop, invoice, admin):
    made = await shop.reversals.refund_invoice(admin, invoice.id, 490, "why", "key")
    rows = await AdminAction.find({"target_id": invoice.id}).to_list()
    assert [(row.admin_id, row.action, row.effect_id, row.outcome) for row in rows] == [
        (admin.user_id, "refund_invoice", made.refund.id, "done")
    ]
    assert rows[0].details == {"amount": 490, "currency": "CNY", "reason": "why"}


async def test_one_key_at_the_same_time_makes_one_refund(shop, ada, invoice, admin):
    calls = [shop.reversals.refund_invoice(admin, invoice.id, 490, "why", "same") for _ in range(5)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert all(getattr(answer, "retryable", True) for answer in answers)
    made = await shop.reversals.refund_invoice(admin, invoice.id, 490, "why", "same")
    assert {answer.refund.id for answer in answers if not isinstance(answer, Exception)} <= {made.refund.id}
    assert await refunds_at_stripe(shop, invoice) == [490]
    assert await available(shop, ada) == PRO - PRO // 10


async def test_a_key_is_one_refund_of_one_thing(shop, ada, invoice, admin):
    await shop.reversals.refund_invoice(admin, invoice.id, 490, "why", "key")
    for amount, reason in ((491, "why"), (490, "another"), (None, "why")):
        with pytest.raises(IdempotencyConflictError):
            await shop.reversals.refund_invoice(admin, invoice.id, amount, reason, "key")
    payment = (await shop.buy(ada.viewer)).payment
    with pytest.raises(IdempotencyConflictError):
        await shop.reversals.refund(admin, payment.id, 490, "why", "key")
    assert await refunds_at_stripe(shop, invoice) == [490]


async def test_what_cannot_be_paid_back_is_refused_and_nothing_happens(shop, ada, invoice, admin):
    with pytest.raises(RefundTooLargeError) as large:
        await shop.reversals.refund_invoice(admin, invoice.id, PRICE + 1, "why", "large")
    assert (large.value.refundable.amount, large.value.refundable.currency) == (PRICE, "CNY")
    with pytest.raises(InvalidInputError):
        await shop.reversals.refund_invoice(admin, invoice.id, 0, "why", "zero")
    with pytest.raises(NotFoundError):
        await shop.reversals.refund_invoice(admin, "in_none", None, "why", "none")
    assert await Refund.find({"invoice_id": invoice.id}).count() == 0
    await shop.control(f"/payment_intents/{invoice.payment_reference}/dispute")
    with pytest.raises(InvoiceNotRefundableError):
        await shop.reversals.refund_invoice(admin, invoice.id, None, "why", "disputed")
    assert await refunds_at_stripe(shop, invoice) == []


async def test_a_refund_whose_answer_was_lost_is_finished_by_the_sweeper(shop, ada, invoice, admin, monkeypatch):
    refund_payment = shop.gateway.refund_payment

    async def lose_the_answer(request):
        await refund_payment(request)
        raise GatewayUnavailableError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(shop.gateway, "refund_payment", lose_the_answer)
        with pytest.raises(GatewayUnreachableError):
            await shop.reversals.refund_invoice(admin, invoice.id, 490, "why", "key")
    monkeypatch.setattr(shop.gateway, "refund_payment", None)  # it is found, not made again
    shop.clock.advance(minutes=2)
    assert (await shop.reversals.complete(100)).refunds == 1
    (refund,) = await Refund.find({"invoice_id": invoice.id}).to_list()
    assert (refund.progress, refund.open) == (RefundProgress.MADE, False)
    assert await refunds_at_stripe(shop, invoice) == [490]
    assert await available(shop, ada) == PRO - PRO // 10
