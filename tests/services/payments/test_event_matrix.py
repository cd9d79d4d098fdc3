"""Every event about a payment, in every way in which it may come. See `tests.support.event_matrix`."""

import pytest

from models.payment import PaymentStatus
from tests.support.event_matrix import Scene, matrix, play

TOKENS = 500_000


async def _scene(shop, viewer, payment, kind, status, *, credited):
    async def right():
        assert (await shop.payment(payment)).status is status
        assert await shop.credits(viewer) == ([(f"payment:{payment.id}", TOKENS)] if credited else [])

    event = await shop.last_event(payment, kind)
    kinds = {kind, "payment_intent.created"}
    return Scene(event, right, [other for other in await shop.all_events(payment) if other["type"] not in kinds])


async def succeeded(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    await shop.control(f"/payment_intents/{payment.gateway_reference}/pay")
    return await _scene(shop, viewer, payment, "payment_intent.succeeded", PaymentStatus.SUCCEEDED, credited=True)


async def declined(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    await shop.control(f"/payment_intents/{payment.gateway_reference}/decline")
    return await _scene(shop, viewer, payment, "payment_intent.payment_failed", PaymentStatus.FAILED, credited=False)


async def processing(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    return await _scene(shop, viewer, payment, "payment_intent.processing", PaymentStatus.PROCESSING, credited=False)


async def cancelled(shop):
    viewer = shop.someone()
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.gateway.cancel_payment(payment.gateway_reference)
    return await _scene(shop, viewer, payment, "payment_intent.canceled", PaymentStatus.CANCELLED, credited=False)


SCENES = {
    "payment_intent.succeeded": succeeded,
    "payment_intent.payment_failed": declined,
    "payment_intent.processing": processing,
    "payment_intent.canceled": cancelled,
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_however_it_comes_the_end_is_the_same(shop, scene, case):
    await play(shop, scene, case)
