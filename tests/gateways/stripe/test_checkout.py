"""`StripeCheckout` on Stripe's real SDK, against the simulated Stripe over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateways.checkout_sessions import CheckoutRequest, CheckoutStatus
from gateways.errors import GatewayRefusedError, PaymentUnknownError
from models.payment import PaymentMethod, TaxBehavior
from tests.gateways.support import events, http, until

REQUEST = CheckoutRequest(
    payment_id="pay_1",
    amount=3000,
    currency="CNY",
    quantity=3,
    method=PaymentMethod.CARD,
    description="300,000 tokens",
    success_url="https://app.example.com/paid?session={CHECKOUT_SESSION_ID}",
    cancel_url="https://app.example.com/packages",
    expires_at=datetime.now(UTC) + timedelta(hours=2),
    metadata={"package_id": "package_100k"},
)


async def act(simulated, reference, outcome, **body):
    async with http(simulated) as client:
        answer = await client.post(f"/_simulator/checkout_sessions/{reference}/{outcome}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_session_sells_what_was_asked_for(gateway, sdk):
    made = await gateway.checkout.create(REQUEST)

    assert (made.status, made.amount, made.tax, made.total, made.currency) == (
        CheckoutStatus.OPEN,
        3000,
        0,
        3000,
        "CNY",
    )
    assert (made.payment_id, made.payment_reference, made.livemode) == ("pay_1", None, False)
    assert made.url is not None
    assert made.url.endswith(f"/checkout/{made.reference}")
    assert await gateway.checkout.create(REQUEST) == made
    items = await sdk.v1.checkout.sessions.line_items.list_async(made.reference)
    assert [(item.description, item.quantity, item.amount_total) for item in items.data] == [
        ("300,000 tokens", 3, 3000)
    ]


async def test_a_discount_that_cannot_be_divided_makes_one_line(gateway, sdk):
    made = await gateway.checkout.create(replace(REQUEST, amount=2999))

    items = await sdk.v1.checkout.sessions.line_items.list_async(made.reference)
    assert [(item.quantity, item.amount_total) for item in items.data] == [(1, 2999)]


async def test_tax_is_added_when_it_is_switched_on(gateway, simulated):
    made = await gateway.checkout.create(replace(REQUEST, tax=TaxBehavior.EXCLUSIVE))
    await act(simulated, made.reference, "pay")

    paid = await gateway.checkout.retrieve(made.reference)
    assert (paid.status, paid.amount, paid.tax, paid.total) == (CheckoutStatus.PAID, 3000, 300, 3300)
    intent = await gateway.retrieve_payment(paid.payment_reference)
    assert (intent.amount_received, intent.payment_id) == (3300, "pay_1")


async def test_tax_is_a_part_of_the_price_when_that_is_asked_for(gateway, simulated):
    made = await gateway.checkout.create(replace(REQUEST, tax=TaxBehavior.INCLUSIVE))
    async with http(simulated, "") as client:
        page = (await client.get(f"/checkout/{made.reference}")).text
    assert "<dt>Tax (10%, included)</dt><dd id='tax'>CN¥2.73 CNY</dd>" in page
    await act(simulated, made.reference, "pay")

    paid = await gateway.checkout.retrieve(made.reference)
    assert (paid.status, paid.amount, paid.tax, paid.total) == (CheckoutStatus.PAID, 3000, 273, 3000)


async def test_a_declined_session_stays_open(gateway, simulated):
    made = await gateway.checkout.create(REQUEST)
    await act(simulated, made.reference, "decline")

    declined = await gateway.checkout.retrieve(made.reference)
    assert (declined.status, declined.url) == (CheckoutStatus.OPEN, made.url)
    await act(simulated, made.reference, "pay")
    paid = await gateway.checkout.retrieve(made.reference)
    assert (paid.status, paid.payment_reference) == (CheckoutStatus.PAID, declined.payment_reference)


async def test_money_that_is_on_its_way_comes_or_does_not(gateway, simulated):
    for outcome, status in (("pay", CheckoutStatus.PAID), ("decline", CheckoutStatus.FAILED)):
        made = await gateway.checkout.create(replace(REQUEST, payment_id=f"pay_{outcome}"))
        await act(simulated, made.reference, "process")
        waiting = await gateway.checkout.retrieve(made.reference)
        assert waiting.status is CheckoutStatus.PROCESSING
        async with http(simulated) as client:
            await client.post(f"/_simulator/payment_intents/{waiting.payment_reference}/{outcome}", json={})
        assert (await gateway.checkout.retrieve(made.reference)).status is status


async def test_an_expired_session_cannot_be_paid(gateway, simulated, receiver):
    made = await gateway.checkout.create(REQUEST)

    expired = await gateway.checkout.expire(made.reference)
    assert (expired.status, expired.url) == (CheckoutStatus.EXPIRED, None)
    assert await gateway.checkout.expire(made.reference) == expired
    assert (await act(simulated, made.reference, "pay"))["status"] == "expired"
    await until(lambda: [event["type"] for event in events(receiver)] == ["checkout.session.expired"])


async def test_a_paid_session_is_not_expired(gateway, simulated):
    made = await gateway.checkout.create(REQUEST)
    await act(simulated, made.reference, "pay")

    assert (await gateway.checkout.expire(made.reference)).status is CheckoutStatus.PAID


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": 10, "currency": "USD"}, "amount_too_small"),
        ({"expires_at": datetime.now(UTC) + timedelta(minutes=5)}, "invalid_request_error"),
        ({"success_url": "app"}, "url_invalid"),
        ({"method": PaymentMethod.BITCOIN}, "invalid_request_error"),
    ],
)
async def test_what_stripe_refuses_is_refused(gateway, change, code):
    with pytest.raises(GatewayRefusedError) as refused:
        await gateway.checkout.create(replace(REQUEST, **change))
    assert refused.value.code == code


async def test_an_unknown_session_is_unknown(gateway):
    with pytest.raises(PaymentUnknownError):
        await gateway.checkout.retrieve("cs_test_none")


async def test_a_person_pays_declines_and_goes_back_on_the_page(gateway, simulated):
    made = await gateway.checkout.create(replace(REQUEST, tax=TaxBehavior.EXCLUSIVE))
    async with http(simulated, "") as client:
        shown = (await client.get(f"/checkout/{made.reference}")).text
        assert "300,000 tokens" in shown
        assert "CN¥33.00 CNY" in shown
        assert 'href="https://app.example.com/packages"' in shown
        token = shown.split('name="token" value="')[1].split('"')[0]
        forged = await client.post(f"/checkout/{made.reference}", data={"token": "x", "outcome": "pay"})
        assert forged.status_code == 403
        for outcome, text in (("decline", "Declined."), ("pay", "Back to the shop")):
            posted = await client.post(f"/checkout/{made.reference}", data={"token": token, "outcome": outcome})
            assert posted.status_code == 303
            assert text in (await client.get(f"/checkout/{made.reference}")).text
        assert posted.headers["location"] == REQUEST.success_url.replace("{CHECKOUT_SESSION_ID}", made.reference)
    assert (await gateway.checkout.retrieve(made.reference)).status is CheckoutStatus.PAID
