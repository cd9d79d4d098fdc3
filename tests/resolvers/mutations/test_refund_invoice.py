"""`refundInvoice` as an admin sends it (A11, A12, E3)."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.refund import Refund
from models.subscription_invoice import SubscriptionInvoice
from models.user import Role, User
from settings import Settings
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api
from tests.support.subscriber import subscriber

REFUND = """
mutation ($id: ID!, $amount: BigInt, $key: String!) {
  refundInvoice(input: { invoiceId: $id, amount: $amount, reason: "Renewed by mistake", idempotencyKey: $key }) {
    __typename
    ... on InvoiceRefunded { refundId invoiceId amount { amount formatted } refunded { amount } tokensTakenBack }
    ... on RefundTooLarge { refundable { amount } }
    ... on UserError { code message retryable }
  }
}
"""


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
async def admin(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        email = f"{new_id('root')}@example.com"
        await client.register(email)
        await User.find_one({"email": email}).update({"$set": {"role": Role.ADMIN.value}})
        await client.login(email)
        yield client


@pytest.fixture
async def invoice(shop: Shop) -> SubscriptionInvoice:
    (invoice,) = await (await subscriber(shop, paid=True)).invoices()
    return invoice


async def refund(client: GraphQLClient, invoice_id: str, amount: str | None = None, key: str = "key"):
    return (await client.execute(REFUND, {"id": invoice_id, "amount": amount, "key": key}))["refundInvoice"]


async def test_an_admin_refunds_a_part_once_and_then_the_rest(invoice, admin):
    made = await refund(admin, invoice.id, "490")
    assert made == {
        "__typename": "InvoiceRefunded",
        "refundId": made["refundId"],
        "invoiceId": invoice.id,
        "amount": {"amount": "490", "formatted": "CN¥4.90"},
        "refunded": {"amount": "490"},
        "tokensTakenBack": "100000",
    }
    assert await refund(admin, invoice.id, "490") == made
    rest = await refund(admin, invoice.id, None, "rest")
    assert (rest["amount"]["amount"], rest["refunded"]["amount"], rest["tokensTakenBack"]) == (
        "4410",
        "4900",
        "1000000",
    )
    gone = await refund(admin, invoice.id, None, "again")
    assert (gone["__typename"], gone["code"]) == ("OperationRefused", "INVOICE_NOT_REFUNDABLE")


async def test_more_than_was_paid_is_told_how_much_is_left(invoice, admin):
    large = await refund(admin, invoice.id, "4901")
    assert (large["__typename"], large["refundable"]["amount"]) == ("RefundTooLarge", "4900")
    assert (await refund(admin, "in_none"))["code"] == "NOT_FOUND"


async def test_nobody_else_may(shop, invoice, settings):
    async with open_shop_api(shop, settings) as client:
        assert (await refund(client, invoice.id))["code"] == "UNAUTHENTICATED"
        await client.register(f"{new_id('eve')}@example.com")
        assert (await refund(client, invoice.id))["code"] == "FORBIDDEN"
    assert await Refund.find({"invoice_id": invoice.id}).count() == 0
