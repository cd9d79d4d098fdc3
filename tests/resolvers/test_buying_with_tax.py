"""A9: `purchase` where tax is worked out, as a client sends it, up to the receipt and a refund."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from messages import Language
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from models.receipt import Receipt
from services.receipts.document import Party, receipt_document
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api

PURCHASE = OPERATIONS["PurchaseWithTax"]
HISTORY = """
{ purchases(first: 5) { edges { node {
  status amount { amount } tax { amount } taxIncluded total { formatted } refunded { amount } receiptAvailable
} } } }
"""
FAILURES = "{ purchases(first: 5) { edges { node { status failureCode } } } }"
GERMANY = {"country": "DE", "postalCode": "10115", "city": "Berlin", "state": "BE", "line1": "Invalidenstr. 117"}


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings.model_copy(update={"automatic_tax": True})) as shop:
        yield shop


@pytest.fixture
async def ada(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


async def buy(client: GraphQLClient, **variables: object) -> dict:
    chosen = {"packageId": "package_500k", "method": "CARD", "key": new_id("key"), "address": GERMANY}
    return (await client.execute(PURCHASE, chosen | variables))["purchase"]


async def test_tax_is_told_before_it_is_paid_and_stands_in_history_and_receipt(shop: Shop, ada: GraphQLClient) -> None:
    started = await buy(ada)
    assert started["__typename"] == "PurchaseStarted"
    told = started["payment"]
    assert (told["amount"]["amount"], told["tax"], told["total"]) == (
        "3500",
        {"formatted": "CN¥3.50"},
        {"amount": "3850", "formatted": "CN¥38.50"},
    )
    payment = await Payment.get(told["id"])
    assert payment is not None
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    refund = await shop.control(f"/payment_intents/{payment.gateway_reference}/refund", amount=385)
    assert refund["status"] == "succeeded"
    paid = await shop.becomes(payment, PaymentStatus.PARTIALLY_REFUNDED)

    (edge,) = (await ada.execute(HISTORY))["purchases"]["edges"]
    assert edge["node"] == {
        "status": "PARTIALLY_REFUNDED",
        "amount": {"amount": "3500"},
        "tax": {"amount": "350"},
        "taxIncluded": False,
        "total": {"formatted": "CN¥38.50"},
        "refunded": {"amount": "385"},
        "receiptAvailable": True,
    }
    party, issued = Party("Ada"), Receipt(id=1, payment_id=paid.id, issued_at=paid.created_at)
    document = receipt_document(paid, issued, number="R-1", seller=party, buyer=party, language=Language.EN)
    assert [(row.label.split(" on ")[0], row.amount) for row in document.rows] == [
        ("Subtotal", "CN¥35.00"),
        ("Tax", "CN¥3.50"),
        ("Total paid", "CN¥38.50"),
        ("Refunded", "-CN¥3.85"),
        ("Total after refunds", "CN¥34.65"),
    ]


async def test_the_plain_operation_runs_and_says_what_is_missing(shop: Shop, ada: GraphQLClient) -> None:
    variables = {"packageId": "package_500k", "method": "CARD", "key": "order"}
    before = await shop.documents()
    refused = (await ada.execute(OPERATIONS["Purchase"], variables))["purchase"]
    assert refused == {
        "__typename": "OperationRefused",
        "code": "BILLING_ADDRESS_REQUIRED",
        "message": "Tax is due here: send billingAddress, with the country and the postal code at least.",
        "retryable": False,
    }
    assert await shop.documents() == before


async def test_an_address_that_tells_nothing_has_codes_of_its_own(ada: GraphQLClient) -> None:
    for address, code in (
        ({"country": "US", "postalCode": "00000"}, "BILLING_ADDRESS_UNKNOWN"),
        ({"country": "Germany"}, "INVALID_INPUT"),
        ({"country": "DE", "line1": "x" * 201}, "INVALID_INPUT"),
    ):
        refused = await buy(ada, address=address)
        assert (refused["code"], refused["retryable"]) == (code, False)
    (edge,) = (await ada.execute("{ purchases(first: 5) { edges { node { status failureCode } } } }"))["purchases"][
        "edges"
    ]
    assert edge["node"] == {"status": "FAILED", "failureCode": "BILLING_ADDRESS_WRONG"}


async def test_nothing_of_the_address_is_stored(shop: Shop, ada: GraphQLClient) -> None:
    started = await buy(ada)
    stored = str(await shop.database["payments"].find_one({"_id": started["payment"]["id"]}))
    assert [text for text in GERMANY.values() if len(text) > 2 and text in stored] == []
