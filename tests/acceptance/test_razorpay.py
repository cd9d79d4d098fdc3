"""A13: a person buys in rupees from a real server process, on the page of the Razorpay that it simulates."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.signing import webhook_signature
from tests.acceptance.operations import OPERATIONS
from tests.support.buyer import eventually
from tests.support.command import tokentill
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

PURCHASE = """
mutation ($method: PaymentMethod!, $key: String!) {
  purchase(input: { packageId: "rupees", paymentMethod: $method, idempotencyKey: $key }) {
    __typename
    ... on PurchaseStarted {
      clientSecret publishableKey paymentPageUrl
      payment { id status gateway gatewayReference amount { amount currency formatted } }
    }
    ... on UserError { code message }
  }
}
"""
VERIFY = """
mutation ($payment: ID!, $attempt: String!, $signature: String!, $key: String!) {
  verifyRazorpayPayment(
    input: { paymentId: $payment, razorpayPaymentId: $attempt, razorpaySignature: $signature, idempotencyKey: $key }
  ) {
    __typename
    ... on RazorpayPaymentVerified { payment { id status } }
    ... on UserError { code message retryable }
  }
}
"""
CATALOG = {
    "packages": [
        {"id": "rupees", "name": "Rupees", "tokens": 5000, "prices": [{"currency": "INR", "amount": 49_900}]},
        {"id": "yuan", "name": "Yuan", "tokens": 5000, "prices": [{"currency": "CNY", "amount": 1_000}]},
    ]
}


async def press(page_url: str, action: str) -> str:
    """Press a button of the page; the page as it is then."""
    async with httpx.AsyncClient(follow_redirects=True) as http:
        page = await http.get(page_url)
        token = re.search(r'name="token" value="([0-9a-f]+)"', page.text)[1]
        return (await http.post(page_url, data={"token": token, "action": action, "method": "upi"})).text


async def test_buying_in_rupees(start_server: Callable[..., LiveServer], tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps(CATALOG))
    env = {"CATALOG_FILE": str(catalog), "PAYMENT_GATEWAYS": "INR=razorpay"}
    server = start_server(env=env)
    assert "payments through Razorpay are SIMULATED and no money moves" in server.log
    async with GraphQLClient(server.graphql_url) as ada:
        await ada.register("ada@example.com")
        methods = (await ada.execute(OPERATIONS["PaymentMethods"], {"packageId": "rupees"}))["paymentMethods"]
        assert [(each["method"], each["available"]) for each in methods] == [
            ("CARD", True),
            ("UPI", True),
            ("NETBANKING", True),
        ]
        assert len((await ada.execute(OPERATIONS["PaymentMethods"], {"packageId": "yuan"}))["paymentMethods"]) == 6

        started = (await ada.execute(PURCHASE, {"method": "UPI", "key": "one"}))["purchase"]
        payment = started["payment"]
        assert payment["amount"] == {"amount": "49900", "currency": "INR", "formatted": "₹499.00"}
        assert (payment["gateway"], payment["gatewayReference"]) == ("RAZORPAY", started["clientSecret"])
        assert started["publishableKey"].startswith("rzp_test_simulated")

        assert "Declined." in await press(started["paymentPageUrl"], "decline")
        page = await press(started["paymentPageUrl"], "pay")
        proof = {
            "payment": payment["id"],
            "attempt": re.search(r'id="payment">(\w+)<', page)[1],
            "signature": re.search(r'id="signature">(\w+)<', page)[1],
            "key": "verify",
        }
        forged = {**proof, "signature": "0" * 64}
        refused = (await ada.execute(VERIFY, forged))["verifyRazorpayPayment"]
        assert (refused["__typename"], refused["code"]) == ("OperationRefused", "PAYMENT_SIGNATURE_INVALID")
        for _ in range(2):
            verified = (await ada.execute(VERIFY, proof))["verifyRazorpayPayment"]
            assert verified["payment"] == {"id": payment["id"], "status": "SUCCEEDED"}
        assert (await ada.execute("{ balance { purchased } }"))["balance"] == {"purchased": "5000"}

        # Nobody comes back from the second: Razorpay's event alone completes it.
        second = (await ada.execute(PURCHASE, {"method": "CARD", "key": "two"}))["purchase"]
        await press(second["paymentPageUrl"], "pay")

        async def purchased() -> str:
            return (await ada.execute("{ balance { purchased } }"))["balance"]["purchased"]

        await eventually(purchased, lambda tokens: tokens == "10000")
    assert server.stop() == 0
    assert tokentill("audit", "--data-dir", str(server.data_dir)).returncode == 0


@pytest.mark.nightly
async def test_the_same_event_a_hundred_times_at_once_at_two_processes_credits_once(
    start_server: Callable[..., LiveServer], tmp_path: Path
) -> None:
    """Faults row 11, with Razorpay apart from the server, as in production."""
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps(CATALOG))
    with SimulatedRazorpay(RazorpayOptions()) as razorpay:
        env = {
            "CATALOG_FILE": str(catalog),
            "PAYMENT_GATEWAYS": "INR=razorpay",
            "RAZORPAY_KEY_ID": razorpay.key_id,
            "RAZORPAY_KEY_SECRET": razorpay.key_secret,
            "RAZORPAY_API_BASE": razorpay.api_base,
        }
        server = start_server(env=env, arguments=["--workers", "2"])
        async with GraphQLClient(server.graphql_url) as ada, httpx.AsyncClient(timeout=30) as http:
            await ada.register("ada@example.com")
            started = (await ada.execute(PURCHASE, {"method": "UPI", "key": "one"}))["purchase"]
            auth = (razorpay.key_id, razorpay.key_secret)
            paid = await http.post(
                f"{razorpay.api_base}/_simulator/orders/{started['clientSecret']}/pay", auth=auth, json={}
            )
            assert paid.status_code == 200, paid.text
            events = (await http.get(f"{razorpay.api_base}/_simulator/events", auth=auth)).json()["data"]
            answers = []
            for event in events:  # order.paid, payment.captured, payment.authorized
                body = json.dumps(event["body"]).encode()
                headers = {
                    "x-razorpay-signature": webhook_signature(body, razorpay.key_secret),
                    "x-razorpay-event-id": event["id"],
                }
                answers += [
                    http.post(f"{server.url}/webhooks/razorpay", content=body, headers=headers) for _ in range(100)
                ]
            statuses = [answer.status_code for answer in await asyncio.gather(*answers)]
            assert len(statuses) == 300
            assert set(statuses) <= {200, 503}
            assert 200 in statuses
            assert (await ada.execute("{ balance { purchased } }"))["balance"] == {"purchased": "5000"}
        assert server.stop() == 0
    assert tokentill("audit", "--data-dir", str(server.data_dir)).returncode == 0
