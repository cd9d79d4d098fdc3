"""Idempotency keys (https://docs.stripe.com/api/idempotent_requests)."""

import asyncio
from collections.abc import Iterator

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from tests.gateways.support import http

FORM = {"amount": "1000", "currency": "cny"}
KEY = {"Idempotency-Key": "pay_1"}


async def test_the_same_request_gets_the_same_answer(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        first = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
        second = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
        listed = (await client.get("/v1/payment_intents")).json()["data"]
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert second.headers["original-request"] == first.headers["request-id"] != second.headers["request-id"]
    assert len(listed) == 1


async def test_another_request_with_the_key_is_an_error(simulated: SimulatedStripe, sdk: stripe.StripeClient) -> None:
    async with http(simulated) as client:
        await client.post("/v1/payment_intents", data=FORM, headers=KEY)
    with pytest.raises(stripe.IdempotencyError) as caught:
        await sdk.v1.payment_intents.create_async({"amount": 2000, "currency": "cny"}, {"idempotency_key": "pay_1"})
    assert (caught.value.http_status, caught.value.error.type) == (400, "idempotency_error")
    with pytest.raises(stripe.IdempotencyError) as elsewhere:
        await sdk.v1.customers.create_async({}, {"idempotency_key": "pay_1"})
    assert "('/v1/payment_intents' vs '/v1/customers')" in str(elsewhere.value)
    assert len((await sdk.v1.payment_intents.list_async()).data) == 1


async def test_a_decline_is_replayed_too(simulated: SimulatedStripe) -> None:
    form = FORM | {"payment_method": "pm_card_chargeDeclined", "confirm": "true", "return_url": "https://shop.example"}
    async with http(simulated) as client:
        first = await client.post("/v1/payment_intents", data=form, headers=KEY)
        second = await client.post("/v1/payment_intents", data=form, headers=KEY)
        charges = (await client.get("/v1/charges")).json()["data"]
    assert (first.status_code, second.status_code) == (402, 402)
    assert first.content == second.content
    assert second.headers["idempotent-replayed"] == "true"
    assert len(charges) == 1


async def test_a_refused_parameter_does_not_use_up_the_key(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        refused = await client.post("/v1/payment_intents", data=FORM | {"amount": "0"}, headers=KEY)
        made = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
    assert (refused.status_code, made.status_code) == (400, 200)
    assert "idempotent-replayed" not in made.headers


async def test_a_second_request_at_the_same_time_gets_409(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        await client.post("/_simulator/faults", json={"path": "/v1/payment_intents", "delay_before_seconds": 0.5})
        first = asyncio.create_task(client.post("/v1/payment_intents", data=FORM, headers=KEY))
        await asyncio.sleep(0.2)
        second = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
        made = await first
        third = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
    assert (second.status_code, second.json()["error"]["code"]) == (409, "idempotency_key_in_use")
    assert (made.status_code, third.status_code) == (200, 200)
    assert third.content == made.content


async def test_a_hundred_at_once_make_one(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        answers = await asyncio.gather(
            *(client.post("/v1/payment_intents", data=FORM, headers=KEY) for _ in range(100))
        )
        listed = (await client.get("/v1/payment_intents")).json()["data"]
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 200}) == 1
    assert len(listed) == 1


async def test_an_overlong_key_is_refused(simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        answer = await client.post("/v1/payment_intents", data=FORM, headers={"Idempotency-Key": "k" * 256})
    assert answer.status_code == 400


class Later:
    """A clock that a test sets."""

    seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def aging() -> Iterator[tuple[SimulatedStripe, Later]]:
    clock = Later()
    with SimulatedStripe(Options(now=clock)) as simulated:
        yield simulated, clock


async def test_keys_are_forgotten_after_24_hours(aging: tuple[SimulatedStripe, Later]) -> None:
    simulated, clock = aging
    async with http(simulated) as client:
        first = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
        clock.seconds += 86_399
        same = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
        clock.seconds += 2
        new = await client.post("/v1/payment_intents", data=FORM, headers=KEY)
    assert same.json()["id"] == first.json()["id"] != new.json()["id"]
