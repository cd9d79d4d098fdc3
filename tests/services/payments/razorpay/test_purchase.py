"""A13: buying through Razorpay, over the real SDK: what is made there, and what ends it."""

import asyncio

import pytest

from gateways.payment_gateway import GatewayPaymentStatus
from models.ids import new_id
from models.payment import PaymentMethod, PaymentStatus
from services.payments import Payments
from services.payments.errors import GatewayUnreachableError, PaymentMethodUnavailableError, PaymentRefusedError

TOKENS = 1000


async def test_a_purchase_makes_an_order_of_our_price_and_hands_over_what_the_form_needs(shop, viewer):
    started = await shop.buy(viewer)
    payment = started.payment
    order = await shop.api(f"/orders/{payment.gateway_reference}")
    assert (order["amount"], order["currency"], order["receipt"]) == (49_900, "INR", payment.id)
    assert order["notes"] == {"package_id": "rupees", "method": "upi", "payment_id": payment.id}
    assert (payment.gateway, payment.livemode, payment.status) == ("razorpay", False, PaymentStatus.PENDING)
    assert started.client_secret == order["id"]
    assert started.publishable_key == "rzp_test_simulated_key"
    assert started.payment_page_url.endswith(f"/pay/{order['id']}")


async def test_where_tax_is_switched_on_an_order_is_still_of_the_price_and_needs_no_address(
    shop, viewer, settings, monkeypatch
):
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    taxing = Payments(settings=settings.model_copy(update={"automatic_tax": True}), **parts)
    monkeypatch.setattr(shop, "payments", taxing)
    payment = (await shop.buy(viewer)).payment
    assert (payment.tax_behavior, payment.tax_amount, payment.total) == (None, 0, 49_900)
    assert (await shop.api(f"/orders/{payment.gateway_reference}"))["amount"] == 49_900
    await shop.pay(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_the_same_key_gives_the_same_order_however_many_ask_at_once(shop, viewer):
    started = await asyncio.gather(*(shop.buy(viewer, key="one") for _ in range(20)))
    assert len({each.client_secret for each in started}) == 1
    assert len(await shop.orders_of(started[0].payment.id)) == 1
    assert (await shop.buy(viewer, key="one")).client_secret == started[0].client_secret


async def test_an_order_whose_answer_was_lost_is_found_again_by_its_receipt(shop, viewer):
    await shop.gateway.methods("INR")
    # The first call to this address is the search, which is quick; the second makes the order and answers too late.
    await shop.control("/faults", path="/v1/orders", delay_after_seconds=0)
    await shop.control("/faults", path="/v1/orders", delay_after_seconds=5)
    with pytest.raises(GatewayUnreachableError):
        await shop.buy(viewer, key="lost")
    payment = await shop.payments._parts.store.by_client_key(viewer.user_id, "lost")
    assert payment.gateway_reference is None
    [order] = await shop.orders_of(payment.id)
    assert (await shop.buy(viewer, key="lost")).client_secret == order["id"]
    assert len(await shop.orders_of(payment.id)) == 1


async def test_paying_credits_once_and_declining_costs_nothing(shop, viewer):
    paid, declined = (await shop.buy(viewer)).payment, (await shop.buy(viewer)).payment
    await shop.pay(declined, "decline")
    failed = await shop.becomes(declined, PaymentStatus.FAILED)
    assert failed.failure.code == "payment_declined"
    await shop.pay(paid)
    assert (await shop.becomes(paid, PaymentStatus.SUCCEEDED)).credited_at is not None
    assert await shop.credits(viewer) == [(f"payment:{paid.id}", TOKENS)]
    # The same order may be tried again after a decline.
    await shop.pay(declined)
    await shop.becomes(declined, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{paid.id}", TOKENS), (f"payment:{declined.id}", TOKENS)]


async def test_a_promise_of_the_bank_is_processing_until_it_is_taken(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    told = await shop.pay(payment, "authorize")
    await shop.becomes(payment, PaymentStatus.PROCESSING)
    assert await shop.credits(viewer) == []
    await shop.gateway._call(lambda client: client.payment.capture(told["razorpay_payment_id"], 49_900, {}))
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_what_is_cancelled_here_and_paid_there_all_the_same_is_credited(shop, viewer):
    payment = (await shop.buy(viewer)).payment
    cancelled = await shop.payments.cancel(viewer, payment.id, new_id("key"))
    assert (cancelled.status, cancelled.open) == (PaymentStatus.CANCELLED, False)
    assert (await shop.gateway.retrieve_payment(payment.gateway_reference)).status is GatewayPaymentStatus.OPEN
    assert [each for each in (await shop.reconcile()).differences if each.payment_id == payment.id] == []
    await shop.pay(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]


async def test_an_expired_payment_is_given_up_and_one_whose_webhook_never_came_is_credited(shop, viewer):
    await shop.control("/deliveries/hold")
    paid, unpaid = (await shop.buy(viewer)).payment, (await shop.buy(viewer)).payment
    await shop.pay(paid)
    shop.clock.advance(minutes=11)
    await shop.sweep()
    assert (await shop.payment(paid)).status is PaymentStatus.SUCCEEDED
    assert (await shop.payment(unpaid)).status is PaymentStatus.PENDING
    shop.clock.advance(days=1)
    await shop.sweep()
    assert (await shop.payment(unpaid)).status is PaymentStatus.CANCELLED
    assert await shop.credits(viewer) == [(f"payment:{paid.id}", TOKENS)]
    await shop.control("/deliveries/release")


async def test_the_methods_are_those_of_the_gateway_that_takes_the_price(shop, viewer):
    options = {each.method: each.reason for each in await shop.payments.methods("rupees", "INR")}
    assert options == {PaymentMethod.CARD: None, PaymentMethod.UPI: None, PaymentMethod.NETBANKING: None}
    with pytest.raises(PaymentMethodUnavailableError):
        await shop.payments.purchase(viewer, "rupees", PaymentMethod.ALIPAY, new_id("key"), "INR")


async def test_an_amount_that_razorpay_refuses_fails_for_good(shop, viewer):
    with pytest.raises(PaymentRefusedError) as caught:
        await shop.buy(viewer, "paise")
    assert caught.value.failure.code == "input_validation_failed"


async def test_a_gateway_that_is_away_keeps_no_payment_of_the_other_waiting(shop, viewer):
    """Stripe answers nothing here; payments of Stripe that are due fail, and Razorpay's are looked at all the same."""
    payment = (await shop.buy(viewer)).payment
    stripes = payment.model_copy(
        update={
            "id": new_id("pay"),
            "client_key": new_id("key"),
            "gateway": "stripe",
            "gateway_reference": "pi_1",
            "slot": 1017,  # beyond every slot that the purchase may have drawn
        }
    )
    await stripes.insert()
    await shop.control("/deliveries/hold")
    await shop.pay(payment)
    shop.clock.advance(minutes=11)
    swept = await shop.payments.complete_payments(100)
    assert swept.failed >= 1
    assert (await shop.payment(payment)).status is PaymentStatus.SUCCEEDED
    assert (await shop.payment(stripes)).status is PaymentStatus.PENDING
    await stripes.delete()
