"""The same flows on the simulated Stripe and on localstripe, a Stripe of somebody else's: ours is not its own judge.

localstripe (1.15) speaks an older API than the one we pin. It refuses parameters that it does not know, among them
`allowed_payment_method_types`, which that API has in place of `payment_method_types`, `description` and
`cancellation_reason`; its PaymentIntents lack `amount_received`, and it lists no disputes. So it cannot stand behind a
purchase without a translator of ours, which would be our own judge again. What both can do stands here: customers,
paying and declining by card, refunds, and signed webhooks, with Stripe's SDK and, wherever it can be, through our
gateway. Only the parameter for the payment method types has the name that each of them knows.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import orjson
import pytest
import stripe

from gateways.errors import GatewayRefusedError, SignatureInvalidError
from gateways.reversals import RefundRequest
from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from gateways.stripe.gateway import StripeGateway
from gateways.stripe.signature import verify_signature
from models.reversal import RefundStatus
from tests.gateways.receiver import Receiver
from tests.gateways.support import WEBHOOK_SECRET, until
from tests.support.ports import free_port
from tests.support.waiting import wait_until

FAILING = "pm_card_chargeCustomerFail"
EVENTS = ("payment_intent.succeeded", "payment_intent.payment_failed", "charge.refunded")


@dataclass
class Judge:
    """One Stripe: the SDK and our gateway on it, and what it sends."""

    sdk: stripe.StripeClient
    gateway: StripeGateway
    receiver: Receiver
    types_parameter: str

    async def intent(self, amount: int, **more: object) -> stripe.PaymentIntent:
        """A PaymentIntent for a card of a customer."""
        params = {
            "amount": amount,
            "currency": "cny",
            "customer": await self.customer(),
            self.types_parameter: ["card"],
            **more,
        }
        return await self.sdk.v1.payment_intents.create_async(params)  # type: ignore[arg-type]

    async def customer(self) -> str:
        assert self.gateway.customers is not None
        return await self.gateway.customers.create("usr_1", "ada@example.com")

    async def event(self, kind: str) -> dict:
        """The newest event of this kind that was sent, and accepted by our check of its signature."""
        await until(lambda: any(_type(request.body) == kind for request in self.receiver.received))
        request = next(each for each in reversed(self.receiver.received) if _type(each.body) == kind)
        verify_signature(request.body, request.headers, secret=WEBHOOK_SECRET, now_seconds=time.time())
        with pytest.raises(SignatureInvalidError):
            verify_signature(
                request.body.replace(b"pi_", b"pi-", 1), request.headers, secret=WEBHOOK_SECRET, now_seconds=time.time()
            )
        return orjson.loads(request.body)


@pytest.fixture(scope="module")
def localstripe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    folder = tmp_path_factory.mktemp("localstripe")
    with Path(folder / "log").open("wb") as log, subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "localstripe", "--from-scratch", "--port", str(port)],
        cwd=folder, stdout=log, stderr=log,
    ) as process:  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: _answers(address), seconds=20)
        yield address
        process.terminate()


@pytest.fixture(params=["simulated", "localstripe"])
async def judge(request: pytest.FixtureRequest, receiver: Receiver) -> Iterator[Judge]:
    if request.param == "localstripe":
        address, key = request.getfixturevalue("localstripe"), "sk_test_1"
        hook = {"url": receiver.url, "secret": WEBHOOK_SECRET, "events": list(EVENTS)}
        async with httpx.AsyncClient() as http:
            (await http.post(f"{address}/_config/webhooks/tokentill", json=hook)).raise_for_status()
        stop, types = None, "payment_method_types"
    else:
        stop = SimulatedStripe(Options(webhook_url=receiver.url, webhook_secret=WEBHOOK_SECRET)).start()
        address, key, types = stop.api_base, stop.secret_key, "allowed_payment_method_types"
    transport = stripe.HTTPXClient(timeout=10)
    sdk = stripe.StripeClient(key, base_addresses={"api": address}, http_client=transport)
    gateway = StripeGateway(
        secret_key=key,
        publishable_key="pk_test_1",
        webhook_secret=WEBHOOK_SECRET,
        api_base=address,
        timeout_seconds=10,
    )
    yield Judge(sdk, gateway, receiver, types)
    await gateway.close()
    await transport.close_async()
    if stop is not None:
        stop.stop()


def _type(body: bytes) -> str:
    return str(orjson.loads(body)["type"])


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/v1/customers", auth=("sk_test_1", "")).status_code == 200
    except httpx.HTTPError:
        return False


async def paid(judge: Judge, amount: int = 3500) -> stripe.PaymentIntent:
    return await judge.intent(amount, payment_method="pm_card_visa", metadata={"payment_id": "pay_1"}, confirm=True)


async def test_a_customer_of_ours_is_found_again(judge: Judge):
    reference = await judge.customer()
    found = (await judge.sdk.v1.customers.retrieve_async(reference)).to_dict()
    assert (found["id"], found["email"], found["metadata"]) == (reference, "ada@example.com", {"user_id": "usr_1"})


async def test_a_card_that_pays(judge: Judge):
    intent = await paid(judge)
    assert (intent.status, intent.amount, intent.currency, intent.livemode) == ("succeeded", 3500, "cny", False)
    event = await judge.event("payment_intent.succeeded")
    told = event["data"]["object"]
    assert (event["object"], told["id"], told["status"]) == ("event", intent.id, "succeeded")
    assert told["metadata"] == {"payment_id": "pay_1"}
    assert isinstance(event["created"], int)


async def test_a_payment_confirmed_later(judge: Judge):
    intent = await judge.intent(1000, payment_method="pm_card_visa")
    assert intent.status == "requires_confirmation"
    assert (intent.client_secret or "").startswith(f"{intent.id}_secret_")
    assert (await judge.sdk.v1.payment_intents.confirm_async(intent.id)).status == "succeeded"


async def test_a_card_that_is_declined(judge: Judge):
    with pytest.raises(stripe.CardError) as refused:
        await judge.intent(3500, payment_method=FAILING, confirm=True)
    assert (refused.value.http_status, refused.value.code) == (402, "card_declined")
    told = (await judge.event("payment_intent.payment_failed"))["data"]["object"]
    assert (told["status"], told["last_payment_error"]["code"]) == ("requires_payment_method", "card_declined")


async def test_a_payment_that_is_cancelled_cannot_be_paid(judge: Judge):
    intent = await judge.intent(1000, payment_method="pm_card_visa")
    assert (await judge.sdk.v1.payment_intents.cancel_async(intent.id)).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        await judge.sdk.v1.payment_intents.confirm_async(intent.id)
    with pytest.raises(stripe.InvalidRequestError):
        await judge.sdk.v1.payment_intents.cancel_async(intent.id)
    assert (await judge.sdk.v1.payment_intents.retrieve_async(intent.id)).status == "canceled"


async def test_refunds_in_parts(judge: Judge):
    intent = await paid(judge)
    refunds = [
        await judge.gateway.refund_payment(RefundRequest(f"rfd_{amount}", intent.id, amount)) for amount in (1000, 2500)
    ]
    assert [(each.amount, each.status, each.refund_id) for each in refunds] == [
        (1000, RefundStatus.SUCCEEDED, "rfd_1000"),
        (2500, RefundStatus.SUCCEEDED, "rfd_2500"),
    ]
    listed = await judge.sdk.v1.refunds.list_async({"payment_intent": intent.id})
    assert sorted(item.id for item in listed.data) == sorted(each.id for each in refunds)


async def test_a_payment_that_nobody_knows(judge: Judge):
    with pytest.raises(GatewayRefusedError):
        await judge.gateway.retrieve_payment("pi_nobody")
