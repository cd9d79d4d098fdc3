"""Every event of Razorpay's about a payment, in every way in which it may come. See `tests.support.event_matrix`."""

import pytest

from models.payment import PaymentStatus
from tests.support.event_matrix import Scene, matrix, play

TOKENS = 1000


async def _scene(shop, viewer, payment, kind, status, *, credited):
    async def right():
        assert (await shop.payment(payment)).status is status
        assert await shop.credits(viewer) == ([(f"payment:{payment.id}", TOKENS)] if credited else [])

    event = await shop.last_event(payment, kind)
    return Scene(event, right, [other for other in await shop.all_events(payment) if other["id"] != event["id"]])


async def _paid(shop, kind):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.pay(payment, "decline")
    await shop.pay(payment)
    return await _scene(shop, viewer, payment, kind, PaymentStatus.SUCCEEDED, credited=True)


async def captured(shop):
    return await _paid(shop, "payment.captured")


async def order_paid(shop):
    return await _paid(shop, "order.paid")


async def late_decline(shop):
    """The news of a decline comes after the payer has paid at another try."""
    return await _paid(shop, "payment.failed")


async def declined(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.pay(payment, "decline")
    return await _scene(shop, viewer, payment, "payment.failed", PaymentStatus.FAILED, credited=False)


async def authorized(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.pay(payment, "decline")
    await shop.pay(payment, "authorize")
    return await _scene(shop, viewer, payment, "payment.authorized", PaymentStatus.PROCESSING, credited=False)


SCENES = {
    "payment.captured": captured,
    "order.paid": order_paid,
    "payment.failed": declined,
    "payment.failed-after-success": late_decline,
    "payment.authorized": authorized,
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)
