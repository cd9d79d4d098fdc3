"""The page on which a person pays or declines."""

import re

import httpx
import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from tests.gateways.receiver import Receiver
from tests.gateways.support import http, until_sent

CARD = {
    "amount": 1000,
    "currency": "cny",
    "allowed_payment_method_types": ["card"],
    "description": "<b>100k</b> & more",
}


async def press(client: httpx.AsyncClient, intent_id: str, outcome: str, **fields: str) -> httpx.Response:
    page = await client.get(f"/pay/{intent_id}")
    token = re.search(r'name="token" value="([0-9a-f]{64})"', page.text)
    assert token is not None
    data = {"token": token[1], "outcome": outcome, **fields}
    return await client.post(f"/pay/{intent_id}", data=data, follow_redirects=True)


async def test_a_person_sees_what_they_pay_for(sdk: stripe.StripeClient, simulated: SimulatedStripe) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    async with http(simulated, "") as client:
        listed, page = await client.get("/"), await client.get(f"/pay/{intent.id}")
    assert f'href="/pay/{intent.id}"' in listed.text
    assert "CN¥10.00 CNY" in page.text
    assert "&lt;b&gt;100k&lt;/b&gt; &amp; more" in page.text
    assert "no money moves" in page.text
    assert "Card (also Google Pay and Apple Pay)" in page.text
    assert re.search(r'<button[^>]* id="pay"[^>]*>Pay</button>', page.text)
    assert re.search(r'<button[^>]* id="decline"[^>]*>Decline</button>', page.text)
    assert intent.client_secret not in listed.text + page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "access-control-allow-origin" not in page.headers


async def test_pay(sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    async with http(simulated, "") as client:
        after = await press(client, intent.id, "pay")
        listed = await client.get("/")
    assert "<h1>Paid</h1>" in after.text
    assert 'id="pay"' not in after.text
    assert "No payment is waiting." in listed.text
    assert (await sdk.v1.payment_intents.retrieve_async(intent.id)).status == "succeeded"
    await until_sent(receiver, "payment_intent.created", "charge.succeeded", "payment_intent.succeeded")


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        ("card", "generic_decline", "Your card was declined."),
        ("wechat_pay", "payment_method_customer_decline", "The customer declined this payment in their payment app."),
    ],
)
async def test_decline_and_try_again(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver, kind: str, code: str, sentence: str
) -> None:
    intent = await sdk.v1.payment_intents.create_async({**CARD, "allowed_payment_method_types": [kind]})
    async with http(simulated, "") as client:
        after = await press(client, intent.id, "decline")
        assert f"<strong>Declined.</strong> {sentence}" in after.text
        error = (await sdk.v1.payment_intents.retrieve_async(intent.id)).last_payment_error.to_dict()
        assert (error.get("decline_code") or error["code"], error["message"]) == (code, sentence)
        await until_sent(receiver, "payment_intent.created", "charge.failed", "payment_intent.payment_failed")
        paid = await press(client, intent.id, "pay")
    assert "<h1>Paid</h1>" in paid.text


async def test_the_way_back_to_the_shop(sdk: stripe.StripeClient, simulated: SimulatedStripe) -> None:
    intent = await sdk.v1.payment_intents.create_async(
        {
            "amount": 1000,
            "currency": "cny",
            "allowed_payment_method_types": ["alipay"],
            "payment_method_data": {"type": "alipay"},
            "confirm": True,
            "return_url": "https://shop.example/done?order=1",
        }
    )
    async with http(simulated, "") as client:
        after = await press(client, intent.id, "pay")
    assert f'href="https://shop.example/done?order=1&amp;payment_intent={intent.id}' in after.text
    assert "redirect_status=succeeded" in after.text


async def test_forms_of_others_are_not_accepted(sdk: stripe.StripeClient, simulated: SimulatedStripe) -> None:
    intent = await sdk.v1.payment_intents.create_async(CARD)
    other = await sdk.v1.payment_intents.create_async(CARD)
    async with http(simulated, "") as client:
        token = re.search(r'name="token" value="([0-9a-f]{64})"', (await client.get(f"/pay/{other.id}")).text)
        assert token is not None
        for form in ({"outcome": "pay"}, {"outcome": "pay", "token": token[1]}, {"outcome": "pay", "token": "é"}):
            assert (await client.post(f"/pay/{intent.id}", data=form)).status_code == 403
        assert (await client.get("/pay/pi_none")).status_code == 404
        assert (await press(client, intent.id, "steal")).status_code == 400
    assert (await sdk.v1.payment_intents.retrieve_async(intent.id)).status == "requires_payment_method"
