"""A4 to A6, fault rows 11, 12, 14, 15: what Stripe's events do, delivered by a simulated Stripe over HTTP."""

import asyncio

import pytest

from models.payment import PaymentStatus
from models.webhook_event import WebhookEvent
from services.ledger import GrantSource
from services.ledger.errors import LedgerUnavailableError, UnknownOutcomeError
from tests.support.waiting import PATIENCE_SECONDS, until

CREDIT = 500_000


def grant_of(payment):
    return (f"payment:{payment.id}", CREDIT)


async def test_a_paid_purchase_raises_the_balance_once(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    assert (await shop.confirm(payment))["status"] == "succeeded"
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert (paid.open, paid.failure, paid.flags) == (False, None, [])
    assert paid.credited_at is not None
    balance = await shop.ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.purchased, balance.free) == (CREDIT, CREDIT, 0)
    assert balance.lifetime_purchased == CREDIT
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_a_declined_one_has_failed_and_costs_nothing(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclinedInsufficientFunds")
    failed = await shop.becomes(payment, PaymentStatus.FAILED)
    assert failed.failure is not None
    assert failed.failure.code == "insufficient_funds"
    assert failed.failure.message == "Your card has insufficient funds."
    assert (failed.open, failed.credited_at) == (True, None)
    assert await shop.credits(viewer) == []


async def test_a_declined_one_may_still_be_paid(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.becomes(payment, PaymentStatus.FAILED)
    await shop.confirm(payment)
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert paid.failure is None
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_processing_is_shown_until_the_money_comes(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    await shop.becomes(payment, PaymentStatus.PROCESSING)
    assert await shop.credits(viewer) == []
    await shop.control(f"/payment_intents/{payment.gateway_reference}/pay")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_one_event_delivered_a_hundred_times_at_once_credits_once(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    event_id = await shop.send_event(payment)
    await shop.control("/deliveries/release")
    await shop.control(f"/events/{event_id}/deliver", times=100)
    await shop.settled(event_id, 101)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]
    row = await shop.event(event_id)
    assert row.deliveries >= 101
    assert await WebhookEvent.find({"event_id": event_id}).count() == 1


async def test_two_events_for_one_payment_credit_once(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    first, second = await asyncio.gather(shop.send_event(payment), shop.send_event(payment))
    assert first != second
    await shop.settled(first)
    await shop.settled(second)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]


@pytest.mark.parametrize("seed", range(5))
async def test_events_in_any_order_net_right(shop, viewer, seed):
    print("seed", seed)
    payment = (await shop.buy(viewer)).payment
    await shop.control("/deliveries/hold")
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.control(f"/payment_intents/{payment.gateway_reference}/process")
    await shop.control(f"/payment_intents/{payment.gateway_reference}/pay")
    await shop.send_event(payment, "payment_intent.canceled")
    await shop.control("/deliveries/release", seed=seed)
    await until(lambda: _events_handled(shop, payment, 5))
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert not paid.open
    assert await shop.credits(viewer) == [grant_of(payment)]


async def _events_handled(shop, payment, least):
    events = await shop.events_of(payment)
    return len([event for event in events if event.handled_at]) >= least


@pytest.mark.parametrize("kind", ["payment_intent.payment_failed", "payment_intent.canceled"])
async def test_later_news_never_takes_a_success_back(shop, viewer, kind):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    await shop.settled(await shop.send_event(payment, kind, status="canceled"))
    assert await shop.payment(payment) == paid


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": 1, "amount_received": 1}, "WRONG_AMOUNT"),
        ({"amount_received": 3499}, "WRONG_AMOUNT"),
        ({"amount_received": 0}, "WRONG_AMOUNT"),
        ({"amount": 2**31, "amount_received": 2**31}, "WRONG_AMOUNT"),
        ({"amount": 2**53 + 1, "amount_received": 2**53 + 1}, "WRONG_AMOUNT"),
        ({"amount": 2**63, "amount_received": 2**63}, "WRONG_AMOUNT"),
        ({"currency": "jpy"}, "WRONG_CURRENCY"),
        ({"status": "requires_payment_method"}, "NOT_PAID"),
        ({"livemode": True}, "WRONG_LIVEMODE"),
        ({"metadata": {"payment_id": "pay_other"}}, "WRONG_METADATA"),
        ({"metadata": {}}, "WRONG_METADATA"),
        ({"id": "pi_other"}, "WRONG_REFERENCE"),
    ],
)
async def test_a_success_that_differs_from_our_record_credits_nothing_and_is_flagged(shop, viewer, change, code):
    payment = (await shop.buy(viewer)).payment
    truth = {"status": "succeeded", "amount_received": 3500}
    event_id = await shop.send_event(payment, **(truth | change))
    await shop.settled(event_id)
    row = await shop.event(event_id)
    assert (row.flag, row.handled_at is not None) == (code, True)
    (flag,) = (await shop.payment(payment)).flags
    assert (flag.code, flag.event_id) == (code, event_id)
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING
    assert await shop.credits(viewer) == []
    await shop.control(f"/events/{event_id}/deliver", times=3)
    await shop.settled(event_id, 4)
    assert len((await shop.payment(payment)).flags) == 1


async def test_after_a_wrong_event_the_right_one_still_credits(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.settled(await shop.send_event(payment, status="succeeded", amount=1, amount_received=1))
    await shop.confirm(payment)
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert [flag.code for flag in paid.flags] == ["WRONG_AMOUNT"]
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_an_event_about_somebody_elses_payment_is_flagged(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    strange = {"id": "pi_strange", "metadata": {"payment_id": "pay_strange"}, "status": "succeeded"}
    event_id = await shop.send_event(payment, **strange)
    await shop.settled(event_id)
    assert (await shop.event(event_id)).flag == "UNKNOWN_PAYMENT"
    assert (await shop.payment(payment)).flags == []


async def test_another_api_version_is_handled_and_flagged(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    event_id = await shop.send_event(payment, event={"api_version": "2020-08-27"})
    await shop.control("/deliveries/release")
    await shop.settled(event_id)
    row = await shop.event(event_id)
    assert (row.flag, row.api_version) == ("OTHER_API_VERSION", "2020-08-27")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_an_event_that_means_nothing_here_is_recorded_and_done(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    event_id = await shop.send_event(payment, "payment_intent.created")
    await shop.settled(event_id)
    row = await shop.event(event_id)
    assert (row.flag, row.handled_at is not None, row.type) == (None, True, "payment_intent.created")
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING


async def test_killed_after_the_inbox_row_the_redelivery_credits_once(shop, viewer, monkeypatch):
    died = asyncio.Event()

    async def die(*_args, **_more):
        died.set()
        raise ConnectionResetError("the process ends here")

    payment = (await shop.buy(viewer)).payment
    with monkeypatch.context() as patched:
        patched.setattr(shop.payments._parts.events, "apply", die)
        await shop.confirm(payment)
        await asyncio.wait_for(died.wait(), PATIENCE_SECONDS)
        assert (await _succeeded_event(shop, payment)).handled_at is None
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]
    assert (await _succeeded_event(shop, payment)).deliveries >= 2


async def test_killed_after_the_credit_the_redelivery_completes_the_rest(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    posted = await shop.ledger.grant(
        viewer.wallet_id,
        f"payment:{payment.id}",
        source=GrantSource.PURCHASE,
        amount=payment.tokens,
        reference=payment.id,
    )
    await shop.control("/deliveries/release")
    paid = await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert paid.credited_at == posted.at
    assert await shop.credits(viewer) == [grant_of(payment)]


@pytest.mark.parametrize("error", [LedgerUnavailableError, UnknownOutcomeError])
async def test_without_a_durable_credit_stripe_hears_503_and_delivers_again(shop, viewer, monkeypatch, error):
    async def refuse(*_args, **_more):
        raise error

    payment = (await shop.buy(viewer)).payment
    with monkeypatch.context() as patched:
        patched.setattr(shop.ledger, "grant", refuse)
        await shop.confirm(payment)
        event = await until(lambda: _succeeded_event(shop, payment))
        (delivery,) = await until(lambda: _refused_deliveries(shop, event.event_id))
        assert delivery["last_status"] == 503
        assert (await shop.payment(payment)).status is PaymentStatus.PENDING
        assert (await shop.event(event.event_id)).handled_at is None
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [grant_of(payment)]


async def test_a_credit_that_the_ledger_can_never_take_is_flagged(shop, viewer):
    await shop.ledger.grant(viewer.wallet_id, "much", source=GrantSource.ADMIN, amount=2**63 - 1)
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    await until(lambda: _events_handled(shop, payment, 2))
    event = await _succeeded_event(shop, payment)
    assert event.flag == "CREDIT_REFUSED"
    (flag,) = (await shop.payment(payment)).flags
    assert flag.detail.startswith("AMOUNT_OUT_OF_RANGE: ")
    assert await shop.credits(viewer) == [("much", 2**63 - 1)]


async def _succeeded_event(shop, payment):
    events = await shop.events_of(payment)
    return next((event for event in events if event.type == "payment_intent.succeeded"), None)


async def _refused_deliveries(shop, event_id):
    return [row for row in await shop.deliveries(event_id) if row["last_status"] == 503]
