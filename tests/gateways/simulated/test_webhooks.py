"""Webhook deliveries: signed as Stripe's SDK expects, repeated until 2xx, at least once, and steered by tests."""

import hashlib
import hmac
import time
from collections.abc import Iterator

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from gateways.simulated.signing import signature_header
from tests.gateways.receiver import Receiver
from tests.gateways.support import WEBHOOK_SECRET, events, http, until

MONEY = {"amount": 1000, "currency": "cny"}


def test_the_signature_is_that_of_the_sdk() -> None:
    body, now = '{\n  "id": "evt_1", "name": "Zoë 支付"\n}', 1_800_000_000
    ours = signature_header(body.encode(), WEBHOOK_SECRET, now)
    assert ours == stripe.WebhookSignature.generate_signature_header(body, WEBHOOK_SECRET, now)
    digest = hmac.new(WEBHOOK_SECRET.encode(), f"{now}.{body}".encode(), hashlib.sha256).hexdigest()
    assert ours == f"t={now},v1={digest}"


async def test_a_delivery_verifies_with_the_sdk(sdk: stripe.StripeClient, receiver: Receiver) -> None:
    intent = await sdk.v1.payment_intents.create_async(MONEY)
    await until(lambda: len(receiver.received) == 1)
    request = receiver.received[0]
    event = sdk.construct_event(request.body, request.headers["stripe-signature"], WEBHOOK_SECRET)
    assert (event.type, event.data.object["id"]) == ("payment_intent.created", intent.id)
    assert (event.livemode, event.api_version) == (False, sdk_version())
    assert event.request.id.startswith("req_")
    with pytest.raises(stripe.SignatureVerificationError):
        sdk.construct_event(request.body, request.headers["stripe-signature"], "whsec_other")


def sdk_version() -> str:
    return stripe.api_version


async def test_what_is_not_taken_comes_again_with_a_new_signature(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    receiver.answers = [500, 302, 404]
    await sdk.v1.payment_intents.create_async(MONEY)
    await until(lambda: len(receiver.received) == 4)
    assert len({request.body for request in receiver.received}) == 1
    async with http(simulated) as client:
        await until(lambda: not receiver.answers)
        deliveries = (await client.get("/_simulator/deliveries")).json()["data"]
    assert [(found["attempts"], found["last_status"]) for found in deliveries] == [(4, 200)]


@pytest.fixture
def impatient() -> Iterator[SimulatedStripe]:
    """Nobody listens at the webhook address, and three tries are all."""
    options = Options(
        webhook_url="http://127.0.0.1:9/", retry_seconds=0.02, delivery_attempts=3, delivery_timeout_seconds=1
    )
    with SimulatedStripe(options) as simulated:
        yield simulated


async def test_tries_are_bounded(impatient: SimulatedStripe) -> None:
    async with http(impatient) as client:
        await client.post("/v1/payment_intents", data={"amount": "1000", "currency": "cny"})
        deadline = time.monotonic() + 10
        while (await client.get("/_simulator/health")).json()["deliveries"] != {"failed": 1}:
            assert time.monotonic() < deadline
        failed = (await client.get("/_simulator/deliveries", params={"state": "failed"})).json()["data"]
    assert [(found["attempts"], found["last_error"]) for found in failed] == [(3, "ConnectError")]


async def test_an_event_can_be_sent_a_hundred_times(simulated: SimulatedStripe, receiver: Receiver) -> None:
    async with http(simulated) as client:
        await client.post("/v1/payment_intents", data={"amount": "1000", "currency": "cny"})
        await until(lambda: len(receiver.received) == 1)
        event_id = events(receiver)[0]["id"]
        await client.post(f"/_simulator/events/{event_id}/deliver", json={"times": 100})
        await until(lambda: len(receiver.received) == 101)
        too_often = await client.post(f"/_simulator/events/{event_id}/deliver", json={"times": 1001})
    assert {event["id"] for event in events(receiver)} == {event_id}
    assert too_often.status_code == 400


async def test_deliveries_are_held_back_and_released_shuffled(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    async with http(simulated) as client:
        await client.post("/_simulator/deliveries/hold")
        for number in range(20):
            await sdk.v1.payment_intents.create_async({**MONEY, "amount": 1000 + number})
        held = (await client.get("/_simulator/deliveries", params={"state": "held"})).json()["data"]
        assert len(held) == 20
        assert receiver.received == []
        assert (await client.post("/_simulator/deliveries/release", json={"seed": 7})).json() == {"released": 20}
        await until(lambda: len(receiver.received) == 20)
    amounts = [event["data"]["object"]["amount"] for event in events(receiver)]
    assert sorted(amounts) == list(range(1000, 1020))
    assert amounts != sorted(amounts)


async def test_a_test_makes_events_that_stripe_would_not(
    sdk: stripe.StripeClient, simulated: SimulatedStripe, receiver: Receiver
) -> None:
    intent = await sdk.v1.payment_intents.create_async(MONEY)
    async with http(simulated) as client:
        made = await client.post(
            "/_simulator/events",
            json={
                "object": intent.id,
                "type": "payment_intent.succeeded",
                "overrides": {"amount_received": 1},
                "event": {"livemode": True, "api_version": "2020-08-27"},
            },
        )
    assert made.status_code == 200
    await until(lambda: len(receiver.received) == 2)
    event = next(event for event in events(receiver) if event["type"] == "payment_intent.succeeded")
    assert (event["livemode"], event["api_version"], event["data"]["object"]["amount_received"]) == (
        True,
        "2020-08-27",
        1,
    )
    assert (await sdk.v1.payment_intents.retrieve_async(intent.id)).status == "requires_payment_method"


async def test_controls_need_the_secret_key(simulated: SimulatedStripe) -> None:
    async with http(simulated, "") as nobody, http(simulated, simulated.publishable_key) as browser:
        assert (await nobody.post("/_simulator/deliveries/hold")).status_code == 401
        assert (await browser.post("/_simulator/deliveries/hold")).status_code == 403
