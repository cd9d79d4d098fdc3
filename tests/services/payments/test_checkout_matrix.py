"""Every event about a hosted page, in every way in which it may come. See `tests.support.event_matrix`."""

from datetime import timedelta

import pytest

from models.payment import PaymentStatus
from tests.support.event_matrix import Scene, matrix, play

TOKENS = 500_000


async def _started(shop):
    """A page that nobody has touched; Stripe judges by its own clock when it may expire."""
    shop.clock.shift = timedelta()
    viewer = shop.someone()
    return viewer, (await shop.checkout(viewer)).payment


async def _scene(shop, viewer, payment, kind, status, *, credited):
    async def right():
        assert (await shop.payment(payment)).status is status
        assert await shop.credits(viewer) == ([(f"payment:{payment.id}", TOKENS)] if credited else [])

    session = await shop.session(payment)
    event = await shop.last_event_about(session["id"], f"checkout.session.{kind}")
    neighbours = []
    for other in ("completed", "async_payment_succeeded", "async_payment_failed", "expired"):
        if other != kind:
            neighbours += await shop.events_about(session["id"], f"checkout.session.{other}")
    for other in ("processing", "payment_failed", "succeeded", "canceled"):
        neighbours += await shop.events_about(session["payment_intent"], f"payment_intent.{other}")
    return Scene(event, right, neighbours)


async def completed(shop):
    viewer, payment = await _started(shop)
    await shop.on_page(payment, "decline")
    await shop.on_page(payment, "pay")
    return await _scene(shop, viewer, payment, "completed", PaymentStatus.SUCCEEDED, credited=True)


async def completed_unpaid(shop):
    viewer, payment = await _started(shop)
    await shop.on_page(payment, "process")
    return await _scene(shop, viewer, payment, "completed", PaymentStatus.PROCESSING, credited=False)


async def paid_later(shop):
    viewer, payment = await _started(shop)
    session = await shop.on_page(payment, "process")
    await shop.control(f"/payment_intents/{session['payment_intent']}/pay")
    return await _scene(shop, viewer, payment, "async_payment_succeeded", PaymentStatus.SUCCEEDED, credited=True)


async def never_paid(shop):
    viewer, payment = await _started(shop)
    session = await shop.on_page(payment, "process")
    await shop.control(f"/payment_intents/{session['payment_intent']}/decline")
    return await _scene(shop, viewer, payment, "async_payment_failed", PaymentStatus.FAILED, credited=False)


async def expired(shop):
    viewer, payment = await _started(shop)
    await shop.on_page(payment, "decline")
    await shop.gateway.checkout.expire(payment.checkout_reference)
    return await _scene(shop, viewer, payment, "expired", PaymentStatus.CANCELLED, credited=False)


SCENES = {
    "checkout.session.completed": completed,
    "checkout.session.completed-unpaid": completed_unpaid,
    "checkout.session.async_payment_succeeded": paid_later,
    "checkout.session.async_payment_failed": never_paid,
    "checkout.session.expired": expired,
}


@pytest.mark.parametrize(("scene", "case"), matrix(SCENES))
async def test_matrix(shop, scene, case):
    await play(shop, scene, case)
