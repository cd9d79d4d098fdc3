"""A6: what a crash, a lost webhook or a payer who went away left behind is completed."""

import pytest

from gateways.errors import GatewayUnavailableError
from models.payment import Payment, PaymentStatus
from models.webhook_event import WebhookEvent
from services.ledger import GrantSource
from services.payments.errors import GatewayUnreachableError, PaymentNotOpenError


@pytest.fixture(autouse=True)
async def quiet(shop):
    """No event arrives by itself, nothing is due from other tests."""
    await Payment.find({}).update({"$set": {"open": False}})
    await WebhookEvent.find({"handled_at": None}).delete()
    await shop.control("/deliveries/hold")


async def sweep(shop, **later):
    shop.clock.advance(**later)
    swept = await shop.payments.complete_payments(100)
    return (swept.events, swept.payments)


async def test_a_success_whose_webhook_was_lost_is_found(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    assert await sweep(shop, minutes=9) == (0, 0)
    assert await sweep(shop, minutes=2) == (0, 1)
    paid = await shop.payment(payment)
    assert (paid.status, paid.open) == (PaymentStatus.SUCCEEDED, False)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    assert await sweep(shop, days=2) == (0, 0)


async def test_an_unpaid_payment_is_asked_about_less_and_less_and_then_cancelled(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    assert await sweep(shop, minutes=11) == (0, 1)
    assert await sweep(shop, minutes=9) == (0, 0)
    assert await sweep(shop, minutes=3) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING
    assert await sweep(shop, days=1) == (0, 1)
    expired = await shop.payment(payment)
    assert (expired.status, expired.open) == (PaymentStatus.CANCELLED, False)
    assert (await shop.intent(payment.gateway_reference))["status"] == "canceled"
    assert await sweep(shop, days=1) == (0, 0)


async def test_a_payment_that_was_paid_at_the_last_moment_is_credited_not_cancelled(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    assert await sweep(shop, days=1) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_a_declined_one_is_seen_and_cancelled_at_its_expiry(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    assert await sweep(shop, minutes=11) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.FAILED
    assert await sweep(shop, days=1) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED


async def test_one_that_is_processing_at_its_expiry_stays_open(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    assert await sweep(shop, days=1, minutes=1) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.PROCESSING
    await shop.control(f"/payment_intents/{payment.gateway_reference}/pay")
    assert await sweep(shop, minutes=61) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED


async def test_one_that_never_reached_stripe_is_closed_at_its_expiry(shop, viewer, monkeypatch):
    async def away(_request):
        raise GatewayUnavailableError("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(shop.gateway, "create_payment", away)
        with pytest.raises(GatewayUnreachableError):
            await shop.buy(viewer, key="key")
    shop.clock.advance(days=1)
    with pytest.raises(PaymentNotOpenError):
        await shop.buy(viewer, key="key")
    assert await sweep(shop) == (0, 1)
    (payment,) = (await shop.payments.history(viewer, shop.page(10))).rows
    assert (payment.status, payment.open) == (PaymentStatus.CANCELLED, False)


async def test_an_event_that_was_recorded_and_not_handled_is_completed(shop, viewer, monkeypatch):
    async def die(*_args, **_more):
        raise ConnectionResetError("the process ends here")

    payment = (await shop.buy(viewer)).payment
    with monkeypatch.context() as patched:
        patched.setattr(shop.payments._events, "apply", die)
        await shop.confirm(payment)
        event = await shop.last_event(payment, "payment_intent.succeeded")
        answer = await shop.post_event(event)
        assert (answer.status_code, answer.json()["code"]) == (500, "INTERNAL")
        assert await sweep(shop) == (0, 0)
    assert await sweep(shop, seconds=61) == (1, 0)
    assert (await shop.event(event["id"])).handled_at is not None
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_a_credit_whose_status_was_not_written_is_completed(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    posted = await shop.ledger.grant(
        viewer.wallet_id,
        f"payment:{payment.id}",
        source=GrantSource.PURCHASE,
        amount=payment.tokens,
        reference=payment.id,
    )
    assert await sweep(shop, minutes=11) == (0, 1)
    paid = await shop.payment(payment)
    assert (paid.status, paid.credited_at) == (PaymentStatus.SUCCEEDED, posted.at)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_stripe_away_ends_the_pass_and_the_next_one_goes_on(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    await shop.control("/faults", path="/v1/payment_intents", status=500, times=3)
    assert await sweep(shop, minutes=11) == (0, 0)
    assert (await shop.payment(payment)).open
    assert await sweep(shop, hours=1) == (0, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED


async def test_an_event_about_what_stripe_does_not_know_is_flagged(shop, viewer):
    row = WebhookEvent(
        source="stripe",
        event_id="evt_ghost",
        type="payment_intent.succeeded",
        facts={"reference": "pi_ghost"},
        created_at=shop.clock(),
        received_at=shop.clock(),
    )
    await row.insert()
    assert await sweep(shop, seconds=61) == (1, 0)
    ghost = await shop.event("evt_ghost")
    assert (ghost.flag, ghost.handled_at is not None) == ("UNRESOLVED", True)
