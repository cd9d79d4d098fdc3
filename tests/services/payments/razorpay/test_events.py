"""What Razorpay's order says is compared with our own record, whatever an event says (A5, faults row 14)."""

import pytest

from models.payment import PaymentStatus

TOKENS = 1000


@pytest.fixture
async def paid(shop, viewer):
    """A payment that was paid, and its event, which is not delivered yet."""
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    await shop.pay(payment)
    return payment, await shop.last_event(payment, "payment.captured")


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"amount": 100, "amount_paid": 100}, "WRONG_AMOUNT"),
        ({"amount_paid": 49_899}, "WRONG_AMOUNT"),
        ({"amount": 50_000}, "WRONG_AMOUNT"),
        ({"currency": "USD"}, "WRONG_CURRENCY"),
        ({"notes": []}, "WRONG_METADATA"),
        ({"notes": {"payment_id": "pay_of_somebody_else"}}, "WRONG_METADATA"),
    ],
)
async def test_an_order_that_is_not_what_was_sold_credits_nothing_and_is_flagged(shop, viewer, paid, change, flag):
    payment, event = paid
    await shop.control(f"/orders/{payment.gateway_reference}/change", **change)
    assert (await shop.post_event(event)).status_code == 200
    now = await shop.payment(payment)
    assert (now.status, [each.code for each in now.flags]) == (PaymentStatus.PENDING, [flag])
    assert (await shop.event(event["id"])).flag == flag
    assert await shop.credits(viewer) == []


async def test_an_event_that_says_paid_of_an_order_that_is_not_credits_nothing(shop, viewer):
    await shop.control("/deliveries/hold")
    payment = (await shop.buy(viewer)).payment
    other = (await shop.buy(viewer)).payment
    await shop.pay(other)
    event = await shop.last_event(other, "payment.captured")
    event["body"]["payload"]["payment"]["entity"]["order_id"] = payment.gateway_reference
    assert (await shop.post_event(event)).status_code == 200
    assert (await shop.payment(payment)).status is PaymentStatus.PENDING
    assert await shop.credits(viewer) == []


async def test_an_order_of_somebody_else_is_flagged_and_one_that_razorpay_does_not_know_as_well(shop, paid):
    _, event = paid
    foreign = await shop.gateway._call(lambda client: client.order.create({"amount": 100, "currency": "INR"}))
    event["body"]["payload"]["payment"]["entity"]["order_id"] = foreign["id"]
    assert (await shop.post_event({**event, "id": "evt_foreign"})).status_code == 200
    assert (await shop.event("evt_foreign")).flag == "UNKNOWN_PAYMENT"
    event["body"]["payload"]["payment"]["entity"]["order_id"] = "order_unknown"
    assert (await shop.post_event({**event, "id": "evt_unknown"})).status_code == 200
    assert (await shop.event("evt_unknown")).flag == "UNRESOLVED"


async def test_while_razorpay_is_away_the_event_is_to_be_delivered_again(shop, viewer, paid):
    payment, event = paid
    await shop.control("/faults", path="/v1/orders", times=5, status=500)
    answer = await shop.post_event(event)
    assert (answer.status_code, answer.json()) == (503, {"code": "GATEWAY_UNAVAILABLE"})
    assert await shop.credits(viewer) == []
    await shop.clear_faults()
    shop.clock.advance(minutes=2)
    await shop.sweep()
    assert (await shop.event(event["id"])).handled_at is not None
    assert await shop.credits(viewer) == [(f"payment:{payment.id}", TOKENS)]
