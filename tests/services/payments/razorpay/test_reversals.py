"""A11 through Razorpay: refunds and disputes take tokens back, whoever made them and however their events come."""

import pytest

from models.payment import PaymentStatus
from services.ledger.audit import audit_ledger
from tests.support.event_matrix import Scene, matrix, play

PRICE, TOKENS = 49_900, 1000


async def _paid(shop):
    """A payment that is credited, its buyer, and Razorpay's id of the attempt that paid."""
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    told = await shop.pay(payment)
    assert (await shop.post_event(await shop.last_event(payment, "payment.captured"))).status_code == 200
    return viewer, await shop.payment(payment), told["razorpay_payment_id"]


async def _scene(shop, viewer, payment, kind, status, available):
    async def right():
        assert (await shop.payment(payment)).status is status
        balance = await shop.ledger.balance(viewer.wallet_id)
        assert (balance.available, balance.debt) == (available, 0)

    [*_, event] = [each for each in await _all(shop) if each["body"]["event"] == kind]
    others = [each for each in await shop.all_events(payment) if each["id"] != event["id"]]
    return Scene(event, right, others)


async def _all(shop):
    return (await shop._razorpay.get("/_simulator/events")).json()["data"][::-1]


async def refunded(shop):
    """In Razorpay's dashboard: its event is all that we hear of it."""
    viewer, payment, attempt = await _paid(shop)
    await shop._razorpay.post(f"/v1/payments/{attempt}/refund", json={"amount": PRICE // 10})
    return await _scene(shop, viewer, payment, "refund.processed", PaymentStatus.PARTIALLY_REFUNDED, TOKENS * 9 // 10)


async def refund_failed(shop):
    viewer, payment, attempt = await _paid(shop)
    body = {"amount": PRICE, "notes": {"simulate": "pending"}}
    made = (await shop._razorpay.post(f"/v1/payments/{attempt}/refund", json=body)).json()
    await shop.control(f"/refunds/{made['id']}/failed")
    return await _scene(shop, viewer, payment, "refund.failed", PaymentStatus.SUCCEEDED, TOKENS)


async def disputed(shop):
    viewer, payment, attempt = await _paid(shop)
    await shop.control(f"/payments/{attempt}/dispute")
    return await _scene(shop, viewer, payment, "payment.dispute.created", PaymentStatus.DISPUTED, 0)


async def dispute_won(shop):
    viewer, payment, attempt = await _paid(shop)
    made = await shop.control(f"/payments/{attempt}/dispute")
    await shop.control(f"/disputes/{made['id']}/won")
    return await _scene(shop, viewer, payment, "payment.dispute.won", PaymentStatus.SUCCEEDED, TOKENS)


SCENES = {
    "refund.processed": refunded,
    "refund.failed": refund_failed,
    "payment.dispute.created": disputed,
    "payment.dispute.won": dispute_won,
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)


async def test_an_admin_refunds_once_for_one_key(shop, viewer):
    await shop.control("/deliveries/hold")
    viewer, payment, attempt = await _paid(shop)
    made = await shop.reversals.refund(shop.someone(), payment.id, PRICE // 2, "by mistake", "key")
    again = await shop.reversals.refund(shop.someone(), payment.id, PRICE // 2, "by mistake", "other")
    assert made.refund.gateway_refund_id != again.refund.gateway_refund_id
    assert again.payment.status is PaymentStatus.REFUNDED
    there = (await shop.api(f"/payments/{attempt}"))["amount_refunded"]
    assert there == PRICE
    assert (await shop.ledger.balance(viewer.wallet_id)).available == 0
    assert (await audit_ledger(shop.database)).findings == []


async def test_a_lost_dispute_takes_the_tokens_for_good(shop):
    await shop.control("/deliveries/hold")
    viewer, payment, attempt = await _paid(shop)
    made = await shop.control(f"/payments/{attempt}/dispute")
    await shop.control(f"/disputes/{made['id']}/lost")
    for event in reversed(await shop.all_events(payment)):  # the newest first
        assert (await shop.post_event(event)).status_code == 200
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.debt) == (0, 0)
    assert (await shop.payment(payment)).reversal.disputes[0].applied == PRICE
    assert (await audit_ledger(shop.database)).findings == []
