"""`refundPayment` from the service down: intent, audit row, Stripe, ledger, status (A11)."""

import asyncio

import pytest

from gateways.errors import GatewayUnavailableError
from models.admin_action import AdminAction
from models.payment import PaymentStatus
from models.refund import Refund, RefundProgress
from services.errors import InvalidInputError, NotFoundError
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import GatewayUnreachableError
from services.reversals.errors import PaymentNotRefundableError, RefundRefusedError, RefundTooLargeError
from tests.support.kill_switch import kill_switch

PRICE, TOKENS = 3_500, 500_000


@pytest.fixture
async def paid(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


@pytest.fixture
def admin(shop):
    return shop.someone()


async def refunds_at_stripe(shop, payment):
    seen = await shop.gateway.reversals(payment.gateway_reference)
    return [refund.amount for refund in seen.refunds]


async def audit_is_clean(shop):
    assert (await audit_ledger(shop.database)).findings == []


async def test_a_part_is_paid_back_and_its_tokens_taken(shop, viewer, paid, admin):
    made = await shop.reversals.refund(admin, paid.id, 350, " Bought by mistake ", "key-1")
    assert (made.refund.amount, made.refund.currency, made.refund.reason) == (350, "CNY", "Bought by mistake")
    assert (made.refund.progress, made.payment.status) == (RefundProgress.MADE, PaymentStatus.PARTIALLY_REFUNDED)
    assert await refunds_at_stripe(shop, paid) == [350]
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt, balance.lifetime_purchased) == (450_000, 0, TOKENS)
    entries = [(f"payment:{paid.id}", TOKENS), (f"refund:{made.refund.gateway_refund_id}", 50_000)]
    assert await shop.credits(viewer) == entries
    await audit_is_clean(shop)


async def test_without_an_amount_all_that_is_left_is_paid_back(shop, viewer, paid, admin):
    await shop.reversals.refund(admin, paid.id, 500, "a part", "part")
    made = await shop.reversals.refund(admin, paid.id, None, "the rest", "rest")
    assert (made.refund.amount, made.payment.status) == (3_000, PaymentStatus.REFUNDED)
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0
    again = await shop.reversals.refund(admin, paid.id, None, "the rest", "rest")
    assert again.refund.id == made.refund.id
    assert await refunds_at_stripe(shop, paid) == [3_000, 500]


async def test_who_did_it_stands_in_the_record_of_admin_actions(shop, paid, admin):
    made = await shop.reversals.refund(admin, paid.id, 350, "Bought by mistake", "key-1")
    await shop.reversals.refund(admin, paid.id, 350, "Bought by mistake", "key-1")
    rows = await AdminAction.find({"target_id": paid.id}).to_list()
    assert [(row.admin_id, row.action, row.effect_id, row.outcome) for row in rows] == [
        (admin.user_id, "refund_payment", made.refund.id, "done")
    ]
    assert rows[0].details == {"amount": 350, "currency": "CNY", "reason": "Bought by mistake"}
    assert rows[0].at <= rows[0].completed_at
    entry = await shop.database["ledger_entries"].find_one({"key": f"refund:{made.refund.gateway_refund_id}"})
    assert "mistake" not in str(entry)


async def test_one_key_at_the_same_time_makes_one_refund(shop, paid, admin):
    calls = [shop.reversals.refund(admin, paid.id, 350, "why", "same") for _ in range(5)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert all(getattr(answer, "retryable", True) for answer in answers)
    made = await shop.reversals.refund(admin, paid.id, 350, "why", "same")
    assert {answer.refund.id for answer in answers if not isinstance(answer, Exception)} <= {made.refund.id}
    assert await refunds_at_stripe(shop, paid) == [350]


async def test_a_key_with_other_input_is_refused(shop, paid, admin):
    await shop.reversals.refund(admin, paid.id, 350, "why", "key")
    for amount, reason in ((351, "why"), (350, "another"), (None, "why")):
        with pytest.raises(IdempotencyConflictError):
            await shop.reversals.refund(admin, paid.id, amount, reason, "key")
    assert await refunds_at_stripe(shop, paid) == [350]


@pytest.mark.parametrize(("amount", "reason"), [(0, "why"), (-1, "why"), (1, ""), (1, "  "), (1, "x" * 501)])
async def test_what_cannot_be_is_refused(shop, paid, admin, amount, reason):
    with pytest.raises(InvalidInputError):
        await shop.reversals.refund(admin, paid.id, amount, reason, "key")
    assert await Refund.find({"payment_id": paid.id}).count() == 0


async def test_more_than_is_left_is_refused_and_nothing_happens(shop, viewer, paid, admin):
    await shop.reversals.refund(admin, paid.id, 500, "a part", "part")
    with pytest.raises(RefundTooLargeError) as refused:
        await shop.reversals.refund(admin, paid.id, 3_001, "why", "too-much")
    assert refused.value.refundable.amount == 3_000
    assert await Refund.find({"payment_id": paid.id}).count() == 1
    assert len(await shop.keys(viewer)) == 2


async def test_what_is_not_paid_or_gone_cannot_be_refunded(shop, viewer, paid, admin):
    unpaid = (await shop.buy(viewer, key="unpaid")).payment
    with pytest.raises(PaymentNotRefundableError):
        await shop.reversals.refund(admin, unpaid.id, None, "why", "unpaid")
    await shop.reversals.refund(admin, paid.id, None, "why", "all")
    with pytest.raises(PaymentNotRefundableError) as refused:
        await shop.reversals.refund(admin, paid.id, None, "why", "again")
    assert refused.value.status is PaymentStatus.REFUNDED
    with pytest.raises(NotFoundError):
        await shop.reversals.refund(admin, "pay_none", None, "why", "none")


async def test_a_disputed_payment_is_not_refunded_too(shop, paid, admin):
    await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute")
    with pytest.raises(PaymentNotRefundableError):
        await shop.reversals.refund(admin, paid.id, None, "why", "key")
    assert await refunds_at_stripe(shop, paid) == []


async def test_what_stripe_refuses_has_no_effect_and_stays_refused(shop, viewer, paid, admin, monkeypatch):
    """Somebody refunds in the dashboard between our look and our call."""
    reversals = shop.gateway.reversals

    async def look_and_be_overtaken(reference):
        seen = await reversals(reference)
        if not seen.refunds:
            await shop.control(f"/payment_intents/{reference}/refund")
        return seen

    monkeypatch.setattr(shop.gateway, "reversals", look_and_be_overtaken)
    for _ in range(2):
        with pytest.raises(RefundRefusedError) as refused:
            await shop.reversals.refund(admin, paid.id, 350, "why", "key")
        assert refused.value.failure.code == "charge_already_refunded"
    row = await AdminAction.find_one({"target_id": paid.id})
    assert row.outcome == "REFUND_REFUSED"
    assert await refunds_at_stripe(shop, paid) == [PRICE]
    await shop.becomes(paid, PaymentStatus.REFUNDED)
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0


async def test_an_outage_is_told_and_the_same_key_goes_on(shop, paid, admin):
    await shop.control("/faults", path="/v1/refunds", status=500, times=20)
    with pytest.raises(GatewayUnreachableError):
        await shop.reversals.refund(admin, paid.id, 350, "why", "key")
    await shop.clear_faults()
    made = await shop.reversals.refund(admin, paid.id, 350, "why", "key")
    assert made.payment.status is PaymentStatus.PARTIALLY_REFUNDED
    assert await refunds_at_stripe(shop, paid) == [350]


async def test_a_lost_answer_makes_no_second_refund(shop, paid, admin, monkeypatch):
    """Stripe forgets idempotency keys after a day; our id in the metadata stays."""
    refund_payment = shop.gateway.refund_payment

    async def lose_the_answer(request):
        await refund_payment(request)
        raise GatewayUnavailableError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(shop.gateway, "refund_payment", lose_the_answer)
        with pytest.raises(GatewayUnreachableError):
            await shop.reversals.refund(admin, paid.id, 350, "why", "key")
    monkeypatch.setattr(shop.gateway, "refund_payment", None)  # it is found, not made again
    shop.clock.advance(minutes=2)
    assert (await shop.reversals.complete(100)).refunds == 1
    row = await Refund.find_one({"payment_id": paid.id})
    assert (row.progress, row.open) == (RefundProgress.MADE, False)
    assert await refunds_at_stripe(shop, paid) == [350]


async def test_killed_after_each_step_a_sweeper_goes_on(shop, admin):
    await shop.control("/deliveries/hold")
    for step in range(1, 40):
        viewer = shop.someone()
        payment = (await shop.buy(viewer)).payment
        await shop.confirm(payment)
        await shop.payments.follow("stripe", payment.gateway_reference)
        with kill_switch(step) as switch:
            try:
                await shop.reversals.refund(admin, payment.id, 350, "why", f"key-{step}")
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        shop.clock.advance(minutes=2)
        await shop.sweep()
        if await Refund.find({"payment_id": payment.id}).count() == 0:
            continue  # it had not even been stored
        stored = await shop.payment(payment)
        assert (stored.status, stored.reversal_due_at) == (PaymentStatus.PARTIALLY_REFUNDED, None)
        assert (await shop.ledger.balance(viewer.wallet_id)).available == 450_000
        assert await refunds_at_stripe(shop, payment) == [350]
        row = await AdminAction.find_one({"target_id": payment.id})
        assert row.outcome == "done"
    else:
        raise AssertionError("it never came to its end")
    await shop.control("/deliveries/release")
    await audit_is_clean(shop)


async def test_where_stripe_does_not_tell_what_went_back_the_refund_ends_refused(shop, paid, admin):
    await shop.control("/faults", path="/v1/refunds")  # the first look, before it is stored, is answered
    await shop.control("/faults", path="/v1/refunds", status=400, times=2)
    with pytest.raises(RefundRefusedError):
        await shop.reversals.refund(admin, paid.id, 350, "why", "key")
    refund = await Refund.find_one({"payment_id": paid.id})
    assert (refund.progress, refund.open, await refunds_at_stripe(shop, paid)) == (RefundProgress.REFUSED, False, [])
