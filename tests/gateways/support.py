"""What these tests share besides fixtures."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx

from gateways.payment_gateway import PaymentRequest
from gateways.simulated.background import SimulatedStripe
from models.payment import PaymentMethod
from tests.gateways.receiver import Receiver
from tests.support.waiting import PATIENCE_SECONDS

WEBHOOK_SECRET = "whsec_of_the_gateway_tests"


async def until(condition: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.02)


async def until_sent(receiver: Receiver, *types: str) -> None:
    """Wait for events of exactly these types in any order, and show that no other comes."""
    await until(lambda: len(receiver.received) >= len(types))
    assert sorted(event["type"] for event in events(receiver)) == sorted(types)


def events(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in receiver.received]


def http(simulated: SimulatedStripe, key: str | None = None) -> httpx.AsyncClient:
    """A plain client, as curl or a browser would be; `key` "" sends none."""
    key = simulated.secret_key if key is None else key
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.AsyncClient(base_url=simulated.api_base, headers=headers)


def payment_request(payment_id: str, **changes: Any) -> PaymentRequest:
    values: dict[str, Any] = {
        "payment_id": payment_id,
        "amount": 1000,
        "currency": "CNY",
        "method": PaymentMethod.CARD,
        "description": "100,000 tokens",
    }
    return PaymentRequest(**(values | changes))
