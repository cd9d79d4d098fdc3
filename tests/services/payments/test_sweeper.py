"""A6: what a crash, a lost webhook or a payer who went away left behind is completed."""

from datetime import timedelta

import pytest

from gateways.errors import GatewayUnavailableError
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from models.webhook_event import WebhookEvent
from services.ledger import GrantSource
from services.payments.errors import GatewayUnreachableError, PaymentNotOpenError
from services.payments.sweeper import Swept


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
        patched.setattr(shop.payments._parts.events, "apply", die)
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


async def stored_event(shop, reference, **more):
    row = {
        "_id": new_id("evt"),
        "source": "stripe",
        "event_id": new_id("evt"),
        "type": "payment_intent.succeeded",
        "facts": {"reference": reference},
        "created_at": shop.clock(),
        "received_at": shop.clock(),
        "handled_at": None,
    }
    await shop.database["webhook_events"].insert_one(row | more)
    return row["_id"]


async def test_one_payment_or_event_that_cannot_be_handled_keeps_nobody_else_waiting(shop, monkeypatch):
    bad, good = [(await shop.buy(shop.someone())).payment for _ in range(2)]
    for payment in (bad, good):
        await shop.confirm(payment)
    poison = await stored_event(shop, bad.gateway_reference)
    fine = await stored_event(shop, good.gateway_reference)
    apply = shop.payments._parts.events.apply

    async def apply_or_fail(report):
        if report.payment.reference == bad.gateway_reference:
            raise ZeroDivisionError
        return await apply(report)

    monkeypatch.setattr(shop.payments._parts.events, "apply", apply_or_fail)
    shop.clock.advance(minutes=11)
    assert await shop.payments.complete_payments(100) == Swept(events=1, payments=0, failed=2)
    assert (await WebhookEvent.get(fine)).handled_at is not None
    assert (await shop.payment(good)).status is PaymentStatus.SUCCEEDED
    tried = await WebhookEvent.get(poison)
    assert (tried.handled_at, tried.tries) == (None, 1)
    assert await sweep(shop) == (0, 0)
    monkeypatch.undo()
    assert await sweep(shop, minutes=1, seconds=1) == (1, 0)
    assert (await shop.payment(bad)).status is PaymentStatus.SUCCEEDED


async def test_an_event_that_fails_again_and_again_is_tried_ever_more_rarely(shop, monkeypatch):
    async def fail(_report):
        raise ZeroDivisionError

    monkeypatch.setattr(shop.payments._parts.events, "apply", fail)
    payment = (await shop.buy(shop.someone())).payment
    row = await stored_event(shop, payment.gateway_reference)
    shop.clock.advance(seconds=61)
    for wait in (1, 2, 4, 8, 16, 32, 60, 60):
        await shop.payments.complete_payments(100)
        pause = (await WebhookEvent.get(row)).next_try_at - shop.clock()
        assert timedelta(minutes=wait, seconds=-2) < pause <= timedelta(minutes=wait)
        shop.clock.advance(minutes=wait)


async def test_rows_that_cannot_be_read_fail_alone(shop):
    bad, good = [(await shop.buy(shop.someone())).payment for _ in range(2)]
    for payment in (bad, good):
        await shop.confirm(payment)
    raw = shop.database["payments"]
    await raw.update_one({"_id": bad.id}, {"$set": {"method": "cowries", "expires_at": bad.created_at}})
    unreadable = await stored_event(shop, good.gateway_reference, deliveries="many", tries="few")
    shop.clock.advance(minutes=11)
    assert await shop.payments.complete_payments(100) == Swept(events=0, payments=1, failed=2)
    assert (await shop.payment(good)).status is PaymentStatus.SUCCEEDED
    assert (await shop.database["webhook_events"].find_one({"_id": unreadable}))["tries"] == 1
    assert await shop.payments.complete_payments(100) == Swept()
    await raw.delete_one({"_id": bad.id})


async def test_no_answer_about_one_intent_keeps_nobody_else_waiting(shop):
    mute, *others = [(await shop.buy(shop.someone())).payment for _ in range(4)]
    for payment in (mute, *others):
        await shop.confirm(payment)
    shop.clock.advance(minutes=11)
    await shop.control("/faults", path=f"/v1/payment_intents/{mute.gateway_reference}", status=500, times=3)
    assert await shop.payments.complete_payments(100) == Swept(payments=3, failed=1)
    assert {(await shop.payment(each)).status for each in others} == {PaymentStatus.SUCCEEDED}
    assert await sweep(shop, hours=1) == (0, 1)
    assert (await shop.payment(mute)).status is PaymentStatus.SUCCEEDED


async def test_while_nothing_answers_a_pass_ends_early_and_the_next_goes_on_with_the_others(shop, monkeypatch):
    waiting = [(await shop.buy(shop.someone())).payment for _ in range(5)]
    for payment in waiting:
        await shop.confirm(payment)

    async def away(_reference):
        raise GatewayUnavailableError("no answer")

    shop.clock.advance(minutes=11)
    with monkeypatch.context() as patched:
        patched.setattr(shop.gateway, "retrieve_payment", away)
        assert await shop.payments.complete_payments(100) == Swept(failed=2)
    assert await shop.payments.complete_payments(100) == Swept(payments=3)
    assert await sweep(shop, hours=1) == (0, 2)


async def test_one_that_stripe_no_longer_knows_waits_for_its_expiry_and_is_cancelled(shop, viewer):
    payment = await shop.forgotten((await shop.buy(viewer)).payment)
    assert await sweep(shop, minutes=11) == (0, 1)
    assert (await shop.payment(payment)).open
    assert await sweep(shop, days=1) == (0, 1)
    expired = await shop.payment(payment)
    assert (expired.status, expired.open) == (PaymentStatus.CANCELLED, False)
    assert [flag.code for flag in expired.flags] == ["UNKNOWN_AT_GATEWAY"]
    assert await sweep(shop, days=1) == (0, 0)


async def test_a_key_that_stripe_refuses_closes_nothing(shop, viewer, monkeypatch):
    payment = (await shop.buy(viewer)).payment
    event = await stored_event(shop, payment.gateway_reference)
    with monkeypatch.context() as patched:
        patched.setattr(shop.gateway._client._requestor._options, "api_key", "sk_live_revoked")
        shop.clock.advance(days=1, minutes=1)
        assert await shop.payments.complete_payments(100) == Swept(failed=2)
        assert (await shop.payment(payment)).open
        assert (await WebhookEvent.get(event)).handled_at is None
    assert await sweep(shop, hours=1) == (1, 1)
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED
