"""A4: giving an unpaid purchase up."""

import asyncio

import pytest

from gateways.errors import GatewayUnavailableError
from models.payment import PaymentStatus
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.payments.errors import (
    GatewayUnreachableError,
    PaymentNotCancellableError,
    PaymentNotOpenError,
    PaymentRefusedError,
)


async def test_a_cancelled_purchase_cannot_be_paid_any_more(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    cancelled = await shop.payments.cancel(viewer, payment.id, "cancel")
    assert (cancelled.status, cancelled.open) == (PaymentStatus.CANCELLED, False)
    assert (await shop.intent(payment.gateway_reference))["status"] == "canceled"
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.CANCELLED)
    assert await shop.credits(viewer) == []


async def test_the_same_call_gives_the_same_result(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    calls = [shop.payments.cancel(viewer, payment.id, "cancel") for _ in range(10)]
    assert {each.status for each in await asyncio.gather(*calls)} == {PaymentStatus.CANCELLED}
    assert (await shop.payments.cancel(viewer, payment.id, "another")).status is PaymentStatus.CANCELLED


async def test_one_key_cancels_one_payment(shop, viewer):
    first, second = (await shop.buy(viewer)).payment, (await shop.buy(viewer)).payment
    await shop.payments.cancel(viewer, first.id, "cancel")
    with pytest.raises(IdempotencyConflictError):
        await shop.payments.cancel(viewer, second.id, "cancel")
    assert (await shop.payment(second)).status is PaymentStatus.PENDING
    calls = [shop.payments.cancel(viewer, each.id, "race") for each in ((await shop.buy(viewer)).payment, second)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["IdempotencyConflictError", "Payment"]


async def test_a_declined_purchase_can_be_given_up(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment, "pm_card_visa_chargeDeclined")
    await shop.becomes(payment, PaymentStatus.FAILED)
    cancelled = await shop.payments.cancel(viewer, payment.id, "cancel")
    assert cancelled.status is PaymentStatus.CANCELLED
    assert cancelled.failure is not None


async def test_a_paid_purchase_cannot_be_cancelled_and_is_credited_even_before_its_event(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.confirm(payment)
    for _ in range(2):
        with pytest.raises(PaymentNotCancellableError) as caught:
            await shop.payments.cancel(viewer, payment.id, "cancel")
        assert caught.value.status is PaymentStatus.SUCCEEDED
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
    await shop.control("/deliveries/release")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]


async def test_what_is_not_there_or_not_yours_is_not_found(shop, viewer):
    payment = (await shop.buy(shop.someone())).payment
    for payment_id in (payment.id, "pay_0", "", "\x00", '{"$gt": ""}'):
        with pytest.raises(NotFoundError):
            await shop.payments.cancel(viewer, payment_id, "cancel")
    with pytest.raises(InvalidInputError):
        await shop.payments.cancel(viewer, payment.id, "not a key")
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING


async def test_stripe_away_leaves_it_open_and_the_same_key_goes_on(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    path = f"/v1/payment_intents/{payment.gateway_reference}/cancel"
    await shop.control("/faults", path=path, status=500, times=3)
    with pytest.raises(GatewayUnreachableError):
        await shop.payments.cancel(viewer, payment.id, "cancel")
    assert (await shop.payment(payment)).open
    assert (await shop.payments.cancel(viewer, payment.id, "cancel")).status is PaymentStatus.CANCELLED


async def test_one_that_stripe_never_got_is_closed_here(shop, viewer, monkeypatch):
    async def away(_request):
        raise GatewayUnavailableError("no answer")

    with monkeypatch.context() as patched:
        patched.setattr(shop.gateway, "create_payment", away)
        with pytest.raises(GatewayUnreachableError):
            await shop.buy(viewer, key="key")
    (payment,) = (await shop.payments.history(viewer, shop.page(10))).rows
    assert (await shop.payments.cancel(viewer, payment.id, "cancel")).status is PaymentStatus.CANCELLED
    with pytest.raises(PaymentNotOpenError):
        await shop.buy(viewer, key="key")
    assert await shop.intents_of(payment.id) == []


async def test_one_that_is_being_made_is_cancelled_at_stripe_too(shop, viewer):
    await shop.gateway.methods("CNY")
    await shop.control("/faults", path="/v1/payment_intents", delay_before_seconds=0.5)
    starting = asyncio.create_task(shop.buy(viewer, key="key"))
    await asyncio.sleep(0.2)
    (payment,) = (await shop.payments.history(viewer, shop.page(10))).rows
    await shop.payments.cancel(viewer, payment.id, "cancel")
    with pytest.raises(PaymentNotOpenError):
        await starting
    (intent,) = await shop.intents_of(payment.id)
    assert intent["status"] == "canceled"
    assert (await shop.payment(payment)).status is PaymentStatus.CANCELLED


async def test_one_that_stripe_refused_cannot_be_cancelled(shop, viewer):
    with pytest.raises(PaymentRefusedError) as refused:
        await shop.buy(viewer, "cheap")
    with pytest.raises(PaymentNotCancellableError) as caught:
        await shop.payments.cancel(viewer, refused.value.payment_id, "cancel")
    assert caught.value.status is PaymentStatus.FAILED


async def test_one_that_stripe_no_longer_knows_can_be_given_up_and_is_flagged(shop, viewer):
    payment = await shop.forgotten((await shop.buy(viewer)).payment)
    for _ in range(2):
        cancelled = await shop.payments.cancel(viewer, payment.id, "cancel")
        assert (cancelled.status, cancelled.open) == (PaymentStatus.CANCELLED, False)
        assert [flag.code for flag in cancelled.flags] == ["UNKNOWN_AT_GATEWAY"]


async def test_one_of_the_other_mode_is_not_given_up_because_this_stripe_does_not_know_it(shop, viewer):
    payment = await shop.forgotten((await shop.buy(viewer)).payment)
    await shop.database["payments"].update_one({"_id": payment.id}, {"$set": {"livemode": True}})
    with pytest.raises(PaymentNotCancellableError):
        await shop.payments.cancel(viewer, payment.id, "cancel")
    assert (await shop.payment(payment)).open


async def test_money_for_one_that_stripe_did_not_know_is_credited_all_the_same(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    await shop.forgotten(payment)
    await shop.payments.cancel(viewer, payment.id, "cancel")
    reference = {"gateway_reference": payment.gateway_reference}
    await shop.database["payments"].update_one({"_id": payment.id}, {"$set": reference})
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", 500_000)]
