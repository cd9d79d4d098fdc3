"""`StripeGateway` on Stripe's real SDK, against the simulated Stripe over HTTP."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import stripe
from structlog.testing import capture_logs

from gateways.errors import GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError
from gateways.payment_gateway import GatewayEventKind, GatewayPaymentStatus
from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import CAPABILITIES, Options
from gateways.stripe.gateway import StripeGateway
from models.payment import PaymentMethod
from tests.gateways.receiver import Receiver
from tests.gateways.support import http, payment_request, until


def make_gateway(simulated: SimulatedStripe, **changes: object) -> StripeGateway:
    values: dict[str, object] = {
        "secret_key": simulated.secret_key,
        "publishable_key": simulated.publishable_key,
        "webhook_secret": simulated.webhook_secret,
        "api_base": simulated.api_base,
        "timeout_seconds": 10,
        "simulated": True,
    }
    return StripeGateway(**(values | changes))  # type: ignore[arg-type]  # a test's own mixture


async def test_a_payment_is_created_and_retrieved(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    made = await gateway.create_payment(payment_request("pay_1", metadata={"package_id": "package_100k"}))
    assert made.reference.startswith("pi_")
    assert made.client_secret is not None
    assert made.client_secret.startswith(made.reference)
    assert (made.payment_id, made.amount, made.amount_received, made.currency) == ("pay_1", 1000, 0, "CNY")
    assert (made.status, made.livemode) == (GatewayPaymentStatus.OPEN, False)
    assert await gateway.retrieve_payment(made.reference) == made
    intent = await sdk.v1.payment_intents.retrieve_async(made.reference)
    assert intent.description == "100,000 tokens"
    assert intent.metadata.to_dict() == {"package_id": "package_100k", "payment_id": "pay_1"}
    assert (gateway.name, gateway.livemode, gateway.simulated) == ("stripe", False, True)


@pytest.mark.parametrize(
    ("method", "currency", "kind", "options"),
    [
        (PaymentMethod.CARD, "CNY", "card", {}),
        (PaymentMethod.GOOGLE_PAY, "CNY", "card", {}),
        (PaymentMethod.APPLE_PAY, "CNY", "card", {}),
        (PaymentMethod.WECHAT_PAY, "CNY", "wechat_pay", {"wechat_pay": {"app_id": None, "client": "web"}}),
        (PaymentMethod.ALIPAY, "CNY", "alipay", {}),
        (PaymentMethod.BITCOIN, "USD", "crypto", {}),
    ],
)
async def test_every_choice_asks_stripe_for_its_type(
    gateway: StripeGateway,
    sdk: stripe.StripeClient,
    method: PaymentMethod,
    currency: str,
    kind: str,
    options: dict[str, object],
) -> None:
    made = await gateway.create_payment(payment_request("pay_1", method=method, currency=currency))
    intent = await sdk.v1.payment_intents.retrieve_async(made.reference)
    assert intent.payment_method_types == [kind]
    assert intent.payment_method_options.to_dict() == options


async def test_the_same_payment_is_created_once(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    first = await gateway.create_payment(payment_request("pay_1"))
    again = await gateway.create_payment(payment_request("pay_1"))
    assert again == first
    with pytest.raises(GatewayUnavailableError, match="other details"):
        await gateway.create_payment(payment_request("pay_1", amount=2000))
    assert len((await sdk.v1.payment_intents.list_async()).data) == 1


async def test_many_at_once_create_one(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    made = await asyncio.gather(*(gateway.create_payment(payment_request("pay_1")) for _ in range(20)))
    assert len({payment.reference for payment in made}) == 1
    assert len((await sdk.v1.payment_intents.list_async()).data) == 1


async def test_a_lost_answer_is_asked_for_again(simulated: SimulatedStripe, sdk: stripe.StripeClient) -> None:
    gateway = make_gateway(simulated, timeout_seconds=2)
    async with http(simulated) as client:
        await client.post("/_simulator/faults", json={"delay_after_seconds": 5})
    made = await gateway.create_payment(payment_request("pay_1"))
    await gateway.close()
    assert [intent.id for intent in (await sdk.v1.payment_intents.list_async()).data] == [made.reference]


async def test_a_server_error_is_tried_again(gateway: StripeGateway, simulated: SimulatedStripe) -> None:
    async with http(simulated) as client:
        await client.post("/_simulator/faults", json={"status": 500, "times": 2})
    assert (await gateway.create_payment(payment_request("pay_1"))).amount == 1000


async def test_no_answer_in_time(simulated: SimulatedStripe) -> None:
    gateway = make_gateway(simulated, timeout_seconds=1)
    async with http(simulated) as client:
        await client.post("/_simulator/faults", json={"delay_before_seconds": 5, "times": 10})
    started = time.monotonic()
    with pytest.raises(GatewayUnavailableError):
        await gateway.create_payment(payment_request("pay_1"))
    assert time.monotonic() - started < 5
    await gateway.close()


async def test_nobody_there(simulated: SimulatedStripe) -> None:
    gateway = make_gateway(simulated, api_base="http://127.0.0.1:9", timeout_seconds=1)
    with pytest.raises(GatewayUnavailableError):
        await gateway.retrieve_payment("pi_1")
    with pytest.raises(GatewayUnavailableError):
        await gateway.methods("CNY")
    await gateway.close()


async def test_refusals_carry_code_and_sentence(gateway: StripeGateway) -> None:
    with pytest.raises(PaymentUnknownError) as missing:
        await gateway.retrieve_payment("pi_none")
    assert (missing.value.code, missing.value.message) == ("resource_missing", "No such payment_intent: 'pi_none'")
    with pytest.raises(GatewayRefusedError) as small:
        await gateway.create_payment(payment_request("pay_1", amount=10, currency="USD"))
    assert small.value.code == "amount_too_small"
    with pytest.raises(GatewayRefusedError):
        await gateway.create_payment(payment_request("pay_2", method=PaymentMethod.BITCOIN))


async def test_secrets_stay_out_of_logs_and_errors(simulated: SimulatedStripe) -> None:
    gateway = make_gateway(simulated, secret_key="sk_live_supersecret")
    with capture_logs() as logs, pytest.raises(GatewayUnavailableError) as caught:
        await gateway.create_payment(payment_request("pay_1"))
    await gateway.close()
    assert str(caught.value) == "Stripe does not accept this server's key for that."
    refused = [entry for entry in logs if entry["event"] == "stripe_key_refused"]
    assert [(entry["log_level"], entry["status"]) for entry in refused] == [("error", 401)]
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert "supersecret" not in f"{logs} {caught.value!r}"
    working = make_gateway(simulated)
    with capture_logs() as logs:
        made = await working.create_payment(payment_request("pay_1"))
    await working.close()
    # The simulated server logs into the same process.
    assert {entry["event"] for entry in logs} - {"simulated_api_call", "simulated_webhook_sent"} == {
        "stripe_payment_created"
    }
    assert str(made.client_secret) not in str(logs)


async def test_cancel(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    made = await gateway.create_payment(payment_request("pay_1"))
    assert (await gateway.cancel_payment(made.reference)).status is GatewayPaymentStatus.CANCELLED
    assert (await gateway.cancel_payment(made.reference)).status is GatewayPaymentStatus.CANCELLED
    with pytest.raises(PaymentUnknownError):
        await gateway.cancel_payment("pi_none")


async def test_cancelling_a_paid_one_tells_that_it_is_paid(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    made = await gateway.create_payment(payment_request("pay_1"))
    await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa"})
    kept = await gateway.cancel_payment(made.reference)
    assert (kept.status, kept.amount_received) == (GatewayPaymentStatus.SUCCEEDED, 1000)


async def test_the_receipt_is_stripes_own(gateway: StripeGateway, sdk: stripe.StripeClient) -> None:
    made = await gateway.create_payment(payment_request("pay_1", receipt_email="ada@example.com"))
    assert await gateway.receipt_url(made.reference) is None
    with pytest.raises(stripe.CardError):
        await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa_chargeDeclined"})
    assert await gateway.receipt_url(made.reference) is None
    await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa"})
    intent = await sdk.v1.payment_intents.retrieve_async(made.reference, {"expand": ["latest_charge"]})
    assert intent.latest_charge.receipt_email == "ada@example.com"
    assert await gateway.receipt_url(made.reference) == intent.latest_charge.receipt_url
    with pytest.raises(PaymentUnknownError):
        await gateway.receipt_url("pi_none")


async def test_webhooks_of_a_declined_and_then_paid_payment(
    gateway: StripeGateway, sdk: stripe.StripeClient, receiver: Receiver
) -> None:
    made = await gateway.create_payment(payment_request("pay_1"))
    with pytest.raises(stripe.CardError):
        await sdk.v1.payment_intents.confirm_async(
            made.reference, {"payment_method": "pm_card_visa_chargeDeclinedInsufficientFunds"}
        )
    await sdk.v1.payment_intents.confirm_async(made.reference, {"payment_method": "pm_card_visa"})
    await until(lambda: len(receiver.received) == 5)
    read = [gateway.parse_event(request.body, request.headers) for request in receiver.received]
    by_kind = {event.kind: event for event in read if event.kind is not GatewayEventKind.OTHER}
    assert set(by_kind) == {GatewayEventKind.PAYMENT_FAILED, GatewayEventKind.PAYMENT_SUCCEEDED}
    failed, paid = (
        by_kind[kind].payment for kind in (GatewayEventKind.PAYMENT_FAILED, GatewayEventKind.PAYMENT_SUCCEEDED)
    )
    assert failed is not None
    assert (failed.status, failed.failure_code, failed.failure_message) == (
        GatewayPaymentStatus.OPEN,
        "insufficient_funds",
        "Your card has insufficient funds.",
    )
    assert paid == await gateway.retrieve_payment(made.reference)
    assert all(event.version_expected and event.source == "stripe" for event in read)
    charge = next(event for event in read if event.type == "charge.succeeded")
    assert (charge.payment, str(charge.object_id)[:3]) == (None, "ch_")


CNY_ONLY_CARD = {**CAPABILITIES, "wechat_pay_payments": "inactive", "alipay_payments": "pending"}


@pytest.fixture
def small_account() -> Iterator[SimulatedStripe]:
    """An account that may take cards and stablecoins only."""
    with SimulatedStripe(Options(capabilities=CNY_ONLY_CARD)) as simulated:
        yield simulated


@pytest.fixture
async def small_gateway(small_account: SimulatedStripe) -> AsyncIterator[StripeGateway]:
    gateway = make_gateway(small_account)
    yield gateway
    await gateway.close()


async def test_methods_follow_currency_and_account(gateway: StripeGateway, small_gateway: StripeGateway) -> None:
    assert {found.method: found.reason for found in await gateway.methods("CNY")} == {
        PaymentMethod.CARD: None,
        PaymentMethod.WECHAT_PAY: None,
        PaymentMethod.ALIPAY: None,
        PaymentMethod.BITCOIN: "Stripe takes stablecoins (crypto) in USD only; this price is in CNY.",
        PaymentMethod.GOOGLE_PAY: None,
        PaymentMethod.APPLE_PAY: None,
    }
    assert [found.available for found in await gateway.methods("USD")] == [True] * 6
    assert {found.method: found.reason for found in await small_gateway.methods("usd") if not found.available} == {
        PaymentMethod.WECHAT_PAY: "This shop's Stripe account has not switched on WeChat Pay.",
        PaymentMethod.ALIPAY: "Stripe is still checking whether this shop may take Alipay.",
    }
    with pytest.raises(GatewayRefusedError):
        await small_gateway.create_payment(payment_request("pay_1", method=PaymentMethod.ALIPAY))


async def test_the_account_is_asked_for_once(gateway: StripeGateway, simulated: SimulatedStripe) -> None:
    await asyncio.gather(*(gateway.methods("CNY") for _ in range(20)))
    async with http(simulated) as client:
        await client.post("/_simulator/faults", json={"path": "/v1/account", "status": 500, "times": 100})
    assert len(await gateway.methods("EUR")) == 6
