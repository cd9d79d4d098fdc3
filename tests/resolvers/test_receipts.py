"""A8: purchases with filters, receipts as PDF behind signed links, and Stripe's own receipt, as a client sees them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api

PURCHASE = OPERATIONS["Purchase"]
RECEIPT = OPERATIONS["Receipt"]
HISTORY = """
query ($first: Int!, $after: String, $filter: PurchaseFilter) {
  purchases(first: $first, after: $after, filter: $filter) {
    edges { node {
      id status quantity subtotal { amount } discounts { kind amount { amount } } amount { amount } tax { amount }
      refunded { amount } receiptAvailable stripeReceiptUrl
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
async def ada(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


async def buy(client: GraphQLClient, key: str) -> Payment:
    variables = {"packageId": "package_500k", "method": "CARD", "key": key}
    started = (await client.execute(PURCHASE, variables))["purchase"]
    return await Payment.get(started["payment"]["id"])


async def bought(client: GraphQLClient, shop: Shop, key: str = "paid") -> Payment:
    payment = await buy(client, key)
    await shop.confirm(payment)
    return await shop.becomes(payment, PaymentStatus.SUCCEEDED)


async def ids(client: GraphQLClient, **chosen: object) -> list[str]:
    page = (await client.execute(HISTORY, {"first": 10, "filter": chosen}))["purchases"]
    return [edge["node"]["id"] for edge in page["edges"]]


async def opened(client: GraphQLClient, url: str, **headers: str) -> httpx.Response:
    """What a browser gets from the address, whichever server it names."""
    parts = urlsplit(url)
    return await client.http.get(f"http://tokentill{parts.path}?{parts.query}", headers=headers)


async def test_the_history_by_status_and_day(ada, shop):
    waiting, paid = await buy(ada, "one"), await bought(ada, shop)
    assert await ids(ada) == [paid.id, waiting.id]
    assert await ids(ada, status=["SUCCEEDED", "REFUNDED"]) == [paid.id]
    assert await ids(ada, status=["PENDING"]) == [waiting.id]
    assert await ids(ada, status=[]) == []
    start, end = waiting.created_at, paid.created_at
    assert await ids(ada, **{"from": start.isoformat(), "to": end.isoformat()}) == [waiting.id]
    assert await ids(ada, **{"from": end.isoformat()}) == [paid.id]
    assert await ids(ada, to=start.isoformat()) == []
    backwards = {"from": end.isoformat(), "to": (start - timedelta(days=1)).isoformat()}
    (error,) = await ada.errors(HISTORY, {"first": 1, "filter": backwards})
    assert error["extensions"]["code"] == "INVALID_INPUT"


async def test_filtered_pages_go_on(ada, shop):
    paid = [(await bought(ada, shop, f"paid-{number}")).id for number in range(2)]
    await buy(ada, "waiting")
    chosen = {"first": 1, "filter": {"status": ["SUCCEEDED"]}}
    first = (await ada.execute(HISTORY, chosen))["purchases"]
    assert ([edge["node"]["id"] for edge in first["edges"]], first["pageInfo"]["hasNextPage"]) == ([paid[1]], True)
    rest = (await ada.execute(HISTORY, {**chosen, "after": first["pageInfo"]["endCursor"]}))["purchases"]
    assert ([edge["node"]["id"] for edge in rest["edges"]], rest["pageInfo"]["hasNextPage"]) == ([paid[0]], False)


async def test_a_paid_purchase_shows_its_money_and_stripes_receipt(ada, shop):
    payment = await bought(ada, shop)
    (edge,) = (await ada.execute(HISTORY, {"first": 1}))["purchases"]["edges"]
    url = edge["node"].pop("stripeReceiptUrl")
    assert edge["node"] == {
        "id": payment.id,
        "status": "SUCCEEDED",
        "quantity": 1,
        "subtotal": {"amount": "3500"},
        "discounts": [],
        "amount": {"amount": "3500"},
        "tax": {"amount": "0"},
        "refunded": {"amount": "0"},
        "receiptAvailable": True,
    }
    assert (await shop.http.get(url)).status_code == 200
    assert (await shop.payment(payment)).gateway_receipt.url == url


async def test_what_went_back_is_shown(ada, shop):
    payment = await bought(ada, shop)
    await shop.stripe("/v1/refunds", {"payment_intent": payment.gateway_reference, "amount": "1000"})
    await shop.becomes(payment, PaymentStatus.PARTIALLY_REFUNDED)
    (edge,) = (await ada.execute(HISTORY, {"first": 1}))["purchases"]["edges"]
    assert (edge["node"]["status"], edge["node"]["refunded"]) == ("PARTIALLY_REFUNDED", {"amount": "1000"})


async def test_stripes_receipt_is_kept_and_missed_without_harm(ada, shop):
    await buy(ada, "waiting")
    payment = await bought(ada, shop)
    await shop.control("/faults", path="/v1/payment_intents", status=500, times=20)
    edges = (await ada.execute(HISTORY, {"first": 2}))["purchases"]["edges"]
    assert [edge["node"]["stripeReceiptUrl"] for edge in edges] == [None, None]
    await shop.clear_faults()
    urls = []
    for _ in range(2):
        edges = (await ada.execute(HISTORY, {"first": 2}))["purchases"]["edges"]
        urls.append([edge["node"]["stripeReceiptUrl"] for edge in edges])
        await shop.control("/faults", path="/v1/payment_intents", status=500, times=20)
    await shop.clear_faults()
    assert urls[0][0] is not None
    assert urls == [[urls[0][0], None]] * 2
    assert (await shop.payment(payment)).gateway_receipt.url == urls[0][0]


async def test_the_receipt_as_pdf(ada, shop, pango):
    payment = await bought(ada, shop)
    offered = (await ada.execute(RECEIPT, {"paymentId": payment.id}))["receipt"]
    again = (await ada.execute(RECEIPT, {"paymentId": payment.id, "language": "ZH"}))["receipt"]
    assert offered["number"] == again["number"]
    assert "language=en" in offered["url"]
    assert "language=zh" in again["url"]
    for url in (offered["url"], again["url"]):
        response = await opened(ada, url)
        assert response.status_code == 200
        assert response.content.startswith(b"%PDF-")
        assert response.headers["content-type"] == "application/pdf"
        assert response.headers["content-disposition"] == f'attachment; filename="receipt-{offered["number"]}.pdf"'
        assert response.headers["cache-control"] == "private, no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_the_receipts_language_follows_the_request(ada, shop):
    payment = await bought(ada, shop)
    ada.language = "zh-CN"
    assert "language=zh" in (await ada.execute(RECEIPT, {"paymentId": payment.id}))["receipt"]["url"]


async def test_no_receipt_for_what_is_not_paid_or_not_ones_own(ada, shop, settings):
    waiting, paid = await buy(ada, "waiting"), await bought(ada, shop)
    (error,) = await ada.errors(RECEIPT, {"paymentId": waiting.id})
    assert error["extensions"] == {"code": "RECEIPT_NOT_READY", "retryable": True}
    async with open_shop_api(shop, settings) as other:
        (error,) = await other.errors(RECEIPT, {"paymentId": paid.id})
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
        await other.register(f"{new_id('eve')}@example.com")
        (error,) = await other.errors(RECEIPT, {"paymentId": paid.id})
        assert error["extensions"]["code"] == "NOT_FOUND"


async def test_a_changed_or_old_link_opens_nothing(ada, shop):
    payment, other = await bought(ada, shop, "one"), await bought(ada, shop, "two")
    url = (await ada.execute(RECEIPT, {"paymentId": payment.id}))["receipt"]["url"]
    for changed in (
        url.replace(payment.id, other.id),
        url.replace("language=en", "language=zh"),
        url[:-1],
        url.split("?")[0],
    ):
        refused = await opened(ada, changed)
        assert (refused.status_code, refused.json()["code"]) == (403, "RECEIPT_LINK_INVALID")
        assert refused.headers["cache-control"] == "private, no-store"
    shop.clock.advance(seconds=901)
    refused = await opened(ada, url, **{"accept-language": "zh"})
    assert refused.status_code == 410
    assert refused.json() == {"code": "RECEIPT_LINK_EXPIRED", "message": "此链接已过期；请重新获取收据。"}
