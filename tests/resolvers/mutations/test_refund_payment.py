"""`refundPayment` as an admin sends it, and what the buyer then sees (A11, E3)."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from models.refund import Refund
from models.user import Role, User
from settings import Settings
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api

PURCHASE = """
mutation { purchase(input: { packageId: "package_500k", paymentMethod: CARD, idempotencyKey: "key" }) {
  ... on PurchaseStarted { payment { id } } } }
"""
REFUND = """
mutation ($id: ID!, $amount: BigInt, $key: String!) {
  refundPayment(input: { paymentId: $id, amount: $amount, reason: "Bought by mistake", idempotencyKey: $key }) {
    __typename
    ... on PaymentRefunded {
      refundId amount { amount formatted } payment { status tokensTakenBack refunded { amount } dispute }
    }
    ... on PaymentNotRefundable { status }
    ... on RefundTooLarge { refundable { amount } }
    ... on RefundRefused { gatewayCode }
    ... on UserError { code message retryable }
  }
}
"""
SEEN = """
query ($id: ID!) { payment(id: $id) { status tokensTakenBack refunded { amount } dispute } balance { available } }
"""


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
async def buyer(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


@pytest.fixture
async def admin(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        email = f"{new_id('root')}@example.com"
        await client.register(email)
        await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
        await client.login(email)
        yield client


@pytest.fixture
async def paid(shop: Shop, buyer: GraphQLClient) -> Payment:
    payment_id = (await buyer.execute(PURCHASE))["purchase"]["payment"]["id"]
    payment = await Payment.get(payment_id)
    assert payment is not None
    await shop.confirm(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


async def refund(client: GraphQLClient, payment_id: str, amount: str | None = None, key: str = "key"):
    return (await client.execute(REFUND, {"id": payment_id, "amount": amount, "key": key}))["refundPayment"]


async def test_an_admin_refunds_and_the_buyer_sees_it(paid, buyer, admin):
    before = int((await buyer.execute(SEEN, {"id": paid.id}))["balance"]["available"])
    made = await refund(admin, paid.id, "350")
    assert made == {
        "__typename": "PaymentRefunded",
        "refundId": made["refundId"],
        "amount": {"amount": "350", "formatted": "CN¥3.50"},
        "payment": {
            "status": "PARTIALLY_REFUNDED",
            "tokensTakenBack": "50000",
            "refunded": {"amount": "350"},
            "dispute": None,
        },
    }
    assert await refund(admin, paid.id, "350") == made
    seen = await buyer.execute(SEEN, {"id": paid.id})
    assert seen["payment"] == made["payment"]
    assert int(seen["balance"]["available"]) == before - 50_000
    rest = await refund(admin, paid.id, None, "rest")
    assert (rest["amount"]["amount"], rest["payment"]["status"]) == ("3150", "REFUNDED")


async def test_nobody_else_may(shop, paid, buyer, settings):
    answer = await refund(buyer, paid.id)
    assert (answer["__typename"], answer["code"], answer["retryable"]) == ("OperationRefused", "FORBIDDEN", False)
    async with open_shop_api(shop, settings) as nobody:
        assert (await refund(nobody, paid.id))["code"] == "UNAUTHENTICATED"
    assert await Refund.find({"payment_id": paid.id}).count() == 0
    assert (await shop.payment(paid)).status is PaymentStatus.SUCCEEDED


async def test_every_refusal_has_its_type(shop, paid, admin):
    large = await refund(admin, paid.id, "3501")
    assert (large["__typename"], large["refundable"]["amount"], large["code"]) == (
        "RefundTooLarge",
        "3500",
        "REFUND_TOO_LARGE",
    )
    assert (await refund(admin, paid.id, "0", "zero"))["code"] == "INVALID_INPUT"
    assert (await refund(admin, "pay_none", None, "none"))["code"] == "NOT_FOUND"
    await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute")
    await shop.becomes(paid, PaymentStatus.DISPUTED)
    disputed = await refund(admin, paid.id, None, "disputed")
    assert (disputed["__typename"], disputed["status"]) == ("PaymentNotRefundable", "DISPUTED")


async def test_a_buyer_sees_a_dispute_and_its_end(shop, paid, buyer):
    made = await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute")
    await shop.becomes(paid, PaymentStatus.DISPUTED)
    assert (await buyer.execute(SEEN, {"id": paid.id}))["payment"]["dispute"] == "OPEN"
    await shop.control(f"/disputes/{made['id']}/win")
    await shop.becomes(paid, PaymentStatus.SUCCEEDED)
    assert (await buyer.execute(SEEN, {"id": paid.id}))["payment"] == {
        "status": "SUCCEEDED",
        "tokensTakenBack": "0",
        "refunded": {"amount": "0"},
        "dispute": "WON",
    }


DECIDE = """
mutation ($id: ID, $dispute: ID!) {
  decideDispute(input: {
    paymentId: $id, disputeId: $dispute, amount: "350", reason: "by the day's rate", idempotencyKey: "decide"
  }) {
    __typename
    ... on DisputeDecided { disputeId tokensTakenBack }
    ... on UserError { code }
  }
}
"""


async def test_an_admin_decides_what_a_dispute_in_another_currency_takes(shop, paid, buyer, admin):
    made = await shop.control(f"/payment_intents/{paid.gateway_reference}/dispute", currency="usd", amount=50)
    await shop.control(f"/disputes/{made['id']}/lose")
    asked = {"id": paid.id, "dispute": made["id"]}
    refused = (await buyer.execute(DECIDE, asked))["decideDispute"]
    assert refused == {"__typename": "OperationRefused", "code": "FORBIDDEN"}
    assert (await admin.execute(DECIDE, asked | {"id": None}))["decideDispute"]["code"] == "INVALID_INPUT"
    decided = (await admin.execute(DECIDE, asked))["decideDispute"]
    assert decided == {"__typename": "DisputeDecided", "disputeId": made["id"], "tokensTakenBack": "50000"}
