"""The gateway on Razorpay's own SDK, over HTTP, against the simulated Razorpay."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from gateways.errors import (
    GatewayRefusedError,
    GatewayUnavailableError,
    PaymentUnknownError,
    SignatureInvalidError,
)
from gateways.payment_gateway import GatewayPaymentStatus, PaymentRequest
from gateways.razorpay.calls import THREADS
from gateways.razorpay.gateway import RazorpayGateway
from gateways.reversals import RefundRequest
from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.signing import payment_signature
from models.ids import new_id
from models.payment import PaymentMethod
from models.reversal import DisputeState, RefundStatus
from tests.support.razorpay_shop import gateway_of


def request(amount=49_900, currency="INR", payment_id=None, method=PaymentMethod.UPI):
    return PaymentRequest(payment_id or new_id("pay"), amount, currency, method, "1,000 tokens", {"package_id": "x"})


async def act(http, path, /, **body):
    answer = await http.post(f"/_simulator{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_order_is_made_once_for_a_payment_of_ours(gateway, http):
    asked = request()
    made = await gateway.create_payment(asked)
    assert (made.payment_id, made.amount, made.amount_received, made.currency) == (asked.payment_id, 49_900, 0, "INR")
    assert (made.status, made.livemode, made.client_secret) == (GatewayPaymentStatus.OPEN, False, made.reference)
    assert await gateway.create_payment(asked) == made
    found = (await http.get("/v1/orders", params={"receipt": asked.payment_id})).json()
    assert [order["id"] for order in found["items"]] == [made.reference]


async def test_the_statuses_of_an_order(gateway, http):
    reference = (await gateway.create_payment(request())).reference
    await act(http, f"/orders/{reference}/decline")
    failed = await gateway.retrieve_payment(reference)
    assert (failed.status, failed.failure_code) == (GatewayPaymentStatus.OPEN, "payment_declined")
    assert failed.failure_message == "Your payment was declined by the bank. Try another way to pay."
    await act(http, f"/orders/{reference}/authorize")
    promised = await gateway.retrieve_payment(reference)
    assert (promised.status, promised.failure_code) == (GatewayPaymentStatus.PROCESSING, None)
    assert (await gateway.cancel_payment(reference)).status is GatewayPaymentStatus.PROCESSING
    attempt = (await http.get(f"/v1/orders/{reference}/payments")).json()["items"][0]["id"]
    await http.post(f"/v1/payments/{attempt}/capture", json={"amount": 49_900})
    paid = await gateway.retrieve_payment(reference)
    assert (paid.status, paid.amount_received) == (GatewayPaymentStatus.SUCCEEDED, 49_900)
    assert (await gateway.cancel_payment(reference)).status is GatewayPaymentStatus.SUCCEEDED


async def test_an_order_is_given_up_without_asking_for_what_razorpay_does_not_have(gateway):
    reference = (await gateway.create_payment(request())).reference
    given_up = await gateway.cancel_payment(reference)
    assert (given_up.status, given_up.cancellable) == (GatewayPaymentStatus.CANCELLED, False)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (request(amount=99), "input_validation_failed"),
        (request(currency="USD"), "input_validation_failed"),
        (request(method=PaymentMethod.ALIPAY), "payment_method_unavailable"),
    ],
)
async def test_what_razorpay_refuses(gateway, asked, code):
    with pytest.raises(GatewayRefusedError) as caught:
        await gateway.create_payment(asked)
    assert caught.value.code == code


async def test_an_order_that_is_not_there_is_unknown(gateway):
    with pytest.raises(PaymentUnknownError):
        await gateway.retrieve_payment("order_unknown")


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
async def test_faults_of_the_other_side_are_no_refusals(gateway, http, status):
    await act(http, "/faults", path="/v1/orders/", status=status)
    with pytest.raises(GatewayUnavailableError):
        await gateway.retrieve_payment("order_unknown")


async def test_a_key_that_is_not_accepted_is_an_outage_and_stands_in_no_message(simulated):
    gateway = RazorpayGateway(
        key_id=simulated.key_id, key_secret="wrong-key", webhook_secret="x", timeout_seconds=4,
        api_base=simulated.api_base,
    )  # fmt: skip
    with pytest.raises(GatewayUnavailableError) as caught:
        await gateway.retrieve_payment("order_1")
    assert "wrong-key" not in repr(caught.value)
    assert caught.value.__cause__ is None
    await gateway.close()


async def test_nobody_there_is_unavailable_and_nothing_is_printed(capsys):
    gateway = RazorpayGateway(
        key_id="rzp_test_1", key_secret="s", webhook_secret="s", timeout_seconds=2, api_base="http://127.0.0.1:9"
    )
    with pytest.raises(GatewayUnavailableError):
        await gateway.retrieve_payment("order_1")
    await gateway.close()
    assert "Connection failed" not in capsys.readouterr().out


async def test_what_is_answered_too_late_is_no_answer_also_for_calls_that_wait_for_a_thread(simulated, http):
    gateway = gateway_of(simulated, timeout_seconds=1)
    await act(http, "/faults", path="/v1/orders/", times=THREADS * 2, delay_before_seconds=2)
    calls = [gateway.retrieve_payment("order_unknown") for _ in range(THREADS * 2)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(answer) for answer in answers} == {GatewayUnavailableError}
    await gateway.close()


@asynccontextmanager
async def answering(reply: bytes) -> AsyncIterator[str]:
    """A server that says `reply` to everything and keeps the connection open."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnull",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<html>no!",
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",
        b"HTTP/1.1 400 Bad\r\ncontent-length: 2\r\n\r\n[]",
        b'HTTP/1.1 200 OK\r\ncontent-length: 36\r\n\r\n{"entity":"order","status":"strange"}',
        b"garbage\r\n\r\n",
    ],
)
async def test_garbage_is_no_answer(reply):
    async with answering(reply) as address:
        gateway = RazorpayGateway(
            key_id="rzp_test_1", key_secret="s", webhook_secret="s", timeout_seconds=3, api_base=address
        )
        with pytest.raises(GatewayUnavailableError):
            await gateway.retrieve_payment("order_1")
        await gateway.close()


async def test_methods_are_those_of_the_currency_and_the_account(gateway):
    assert [(each.method, each.available) for each in await gateway.methods("INR")] == [
        (PaymentMethod.CARD, True),
        (PaymentMethod.UPI, True),
        (PaymentMethod.NETBANKING, True),
    ]
    reasons = {each.reason for each in await gateway.methods("CNY")}
    assert "Razorpay takes UPI in INR only; this price is in CNY." in reasons
    with SimulatedRazorpay(RazorpayOptions(methods=frozenset({"card"}))) as plain:
        other = gateway_of(plain)
        found = {each.method: each.reason for each in await other.methods("INR")}
        await other.close()
    assert found == {
        PaymentMethod.CARD: None,
        PaymentMethod.UPI: "This shop's Razorpay account has not switched on UPI.",
        PaymentMethod.NETBANKING: "This shop's Razorpay account has not switched on netbanking.",
    }


async def paid_order(gateway, http):
    reference = (await gateway.create_payment(request())).reference
    return reference, (await act(http, f"/orders/{reference}/pay"))["razorpay_payment_id"]


async def test_a_refund_is_made_once_for_a_refund_of_ours(gateway, http):
    reference, attempt = await paid_order(gateway, http)
    asked = RefundRequest(new_id("rfd"), reference, 10_000)
    refund = await gateway.refund_payment(asked)
    assert (refund.amount, refund.status, refund.refund_id) == (10_000, RefundStatus.SUCCEEDED, asked.refund_id)
    assert await gateway.refund_payment(asked) == refund
    there = await gateway.reversals(reference)
    assert (there.paid, there.refunds, there.disputes) == (49_900, (refund,), ())
    assert await gateway.reversed_payment("refund", refund.id) == reference
    assert (await http.get(f"/v1/payments/{attempt}")).json()["amount_refunded"] == 10_000
    with pytest.raises(GatewayRefusedError):
        await gateway.refund_payment(RefundRequest(new_id("rfd"), reference, 40_000))


async def test_nothing_is_refunded_of_what_was_not_paid(gateway):
    reference = (await gateway.create_payment(request())).reference
    with pytest.raises(GatewayRefusedError) as caught:
        await gateway.refund_payment(RefundRequest(new_id("rfd"), reference, 1))
    assert caught.value.code == "not_captured"
    assert (await gateway.reversals(reference)).paid == 0


async def test_refunds_that_wait_and_fail(gateway, http):
    reference, attempt = await paid_order(gateway, http)
    body = {"amount": 100, "notes": {"simulate": "pending"}}
    made = (await http.post(f"/v1/payments/{attempt}/refund", json=body)).json()
    assert [each.status for each in (await gateway.reversals(reference)).refunds] == [RefundStatus.PENDING]
    await act(http, f"/refunds/{made['id']}/failed")
    [failed] = (await gateway.reversals(reference)).refunds
    assert (failed.id, failed.status, failed.refund_id) == (made["id"], RefundStatus.FAILED, None)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (None, DisputeState.OPEN),
        ("under_review", DisputeState.OPEN),
        ("won", DisputeState.WON),
        ("lost", DisputeState.LOST),
        ("closed", DisputeState.WON),
    ],
)
async def test_disputes(gateway, http, status, state):
    reference, attempt = await paid_order(gateway, http)
    _, other_attempt = await paid_order(gateway, http)
    await act(http, f"/payments/{other_attempt}/dispute")
    made = await act(http, f"/payments/{attempt}/dispute", amount=20_000)
    if status is not None:
        await act(http, f"/disputes/{made['id']}/{status}")
    [dispute] = (await gateway.reversals(reference)).disputes
    assert (dispute.id, dispute.amount, dispute.state) == (made["id"], 20_000, state)
    assert dispute.reason == "chargeback_authorization"
    assert await gateway.reversed_payment("dispute", made["id"]) == reference
    assert await gateway.reversed_payment("charge", "ch_1") is None


async def test_lists_give_all_page_by_page():
    with SimulatedRazorpay(RazorpayOptions()) as simulated:
        gateway = gateway_of(simulated)
        made = [(await gateway.create_payment(request())).reference for _ in range(103)]
        since = datetime.now(UTC) - timedelta(minutes=5)
        listed = [each.payment.reference async for each in gateway.lists.payments(since)]
        assert listed == made[::-1]
        assert [each async for each in gateway.lists.payments(datetime.now(UTC) + timedelta(minutes=5))] == []
        refund = await _refunded(simulated, gateway, made[0])
        assert [(each.refund.id, each.reference) async for each in gateway.lists.refunds(since)] == [(refund, made[0])]
        assert [each async for each in gateway.lists.disputes(since)] == []
        assert [each async for each in gateway.lists.checkouts(since)] == []
        await gateway.close()


async def test_orders_that_are_older_and_were_paid_since_are_listed_last(gateway, http):
    since = datetime.now(UTC) - timedelta(minutes=5)
    old, _ = await paid_order(gateway, http)
    unpaid = (await gateway.create_payment(request())).reference
    for order in (old, unpaid):
        await act(http, f"/orders/{order}/change", created_at=int(since.timestamp()) - 86_400 * 30)
    new, _ = await paid_order(gateway, http)
    listed = [each async for each in gateway.lists.payments(since)]
    found = [each.payment.reference for each in listed]
    assert (found.index(new) < found.index(old), unpaid in found, len(found)) == (True, False, len(set(found)))
    [late] = [each for each in listed if each.payment.reference == old]
    assert late.payment.status is GatewayPaymentStatus.SUCCEEDED
    assert late.created_at < since


async def _refunded(simulated, gateway, reference):
    auth = (simulated.key_id, simulated.key_secret)
    async with httpx.AsyncClient(base_url=simulated.api_base, auth=auth) as http:
        await act(http, f"/orders/{reference}/pay")
    return (await gateway.refund_payment(RefundRequest(new_id("rfd"), reference, 100))).id


def test_a_proof_is_the_signature_of_the_order_and_the_attempt(gateway, simulated):
    good = payment_signature("order_1", "pay_1", simulated.key_secret)
    gateway.proofs.check("order_1", "pay_1", good)
    for reference, attempt, signature in (
        ("order_2", "pay_1", good),
        ("order_1", "pay_2", good),
        ("order_1", "pay_1", good[:-1] + "x"),
        ("order_1", "pay_1", ""),
        ("order_1", "pay_1", "é"),
    ):
        with pytest.raises(SignatureInvalidError):
            gateway.proofs.check(reference, attempt, signature)


def test_the_mode_follows_from_the_key():
    made = [
        RazorpayGateway(key_id=key, key_secret="s", webhook_secret="s", timeout_seconds=1)
        for key in ("rzp_live_1", "rzp_test_1")
    ]
    assert [gateway.livemode for gateway in made] == [True, False]
