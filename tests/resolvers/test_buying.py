"""Packages, paymentMethods, purchase, cancelPurchase, purchases and payment, as a client sends them."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api

PURCHASE, PURCHASES, RESUME = OPERATIONS["Purchase"], OPERATIONS["Purchases"], OPERATIONS["ResumePurchase"]
REFUSALS = """
mutation Purchase($packageId: ID!, $method: PaymentMethod!, $key: String!, $currency: String) {
  purchase(input: { packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, currency: $currency }) {
    __typename
    ... on PurchaseStarted { paymentPageUrl payment { amount { amount currency } } }
    ... on PaymentMethodUnavailable { method reason }
    ... on PaymentRefused { paymentId gatewayCode }
    ... on UserError { code message retryable }
  }
}
"""
RESUMABLE = "{ purchases(first: 2) { edges { node { resumable } } } }"
CANCEL = """
mutation Cancel($id: ID!, $key: String!) {
  cancelPurchase(input: { paymentId: $id, idempotencyKey: $key }) {
    __typename
    ... on PurchaseCancelled { payment { id status } }
    ... on PaymentNotCancellable { status }
    ... on UserError { code message retryable }
  }
}
"""
PAYMENT = """
query ($id: ID!) {
  payment(id: $id) { id status failureCode failureReason failureRetryable expiresAt creditedAt }
}
"""


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
async def visitor(shop: Shop, settings: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, settings) as client:
        yield client


@pytest.fixture
async def ada(visitor: GraphQLClient) -> GraphQLClient:
    await visitor.register(f"{new_id('ada')}@example.com")
    return visitor


def card(package: str = "package_500k", key: str = "key") -> dict[str, str]:
    return {"packageId": package, "method": "CARD", "key": key}


async def test_packages_for_everyone(visitor):
    packages = (await visitor.execute(OPERATIONS["Packages"]))["packages"]
    assert packages[:2] == [
        {
            "id": "package_100k",
            "name": "Basic",
            "tokens": "100000",
            "popular": False,
            "default": False,
            "price": {"amount": "1000", "currency": "CNY", "formatted": "CN¥10.00"},
            "listPrice": None,
            "discountPercent": None,
        },
        {
            "id": "package_500k",
            "name": "Popular",
            "tokens": "500000",
            "popular": True,
            "default": True,
            "price": {"amount": "3500", "currency": "CNY", "formatted": "CN¥35.00"},
            "listPrice": {"amount": "5000", "currency": "CNY", "formatted": "CN¥50.00"},
            "discountPercent": 30,
        },
    ]


async def test_packages_in_a_currency(visitor):
    asked = """{ packages(currency: "USD") {
      id currencies price { formatted(language: ZH) } pricePerMillion { formatted } } }"""
    assert (await visitor.execute(asked))["packages"] == [
        {
            "id": "cheap",
            "currencies": ["USD"],
            "price": {"formatted": "US$0.10"},
            "pricePerMillion": {"formatted": "$10,000.00"},
        },
        {
            "id": "worldwide",
            "currencies": ["CNY", "USD"],
            "price": {"formatted": "US$10.00"},
            "pricePerMillion": {"formatted": "$10,000.00"},
        },
    ]
    (error,) = await visitor.errors('{ packages(currency: "usd") { id } }')
    assert error["extensions"]["code"] == "INVALID_INPUT"


async def test_payment_methods_with_reasons(visitor):
    methods = OPERATIONS["PaymentMethods"]
    assert (await visitor.execute(methods, {"packageId": "package_500k"}))["paymentMethods"] == [
        {"method": "CARD", "available": True, "reason": None},
        {"method": "WECHAT_PAY", "available": True, "reason": None},
        {"method": "ALIPAY", "available": True, "reason": None},
        {
            "method": "BITCOIN",
            "available": False,
            "reason": "Stripe takes stablecoins (crypto) in USD only; this price is in CNY.",
        },
        {"method": "GOOGLE_PAY", "available": True, "reason": None},
        {"method": "APPLE_PAY", "available": True, "reason": None},
    ]
    (error,) = await visitor.errors(methods, {"packageId": "no"})
    assert error["extensions"]["code"] == "PACKAGE_NOT_FOUND"


async def test_a_purchase_by_the_contract(ada, shop):
    started = (await ada.execute(PURCHASE, card()))["purchase"]
    assert started["__typename"] == "PurchaseStarted"
    payment = started["payment"]
    assert payment["status"] == "PENDING"
    assert payment["tokens"] == "500000"
    assert payment["amount"] == {"amount": "3500", "currency": "CNY", "formatted": "CN¥35.00"}
    assert started["clientSecret"].startswith(f"{payment['gatewayReference']}_secret_")
    assert started["publishableKey"] == "pk_test_simulated"
    assert (await ada.execute(PURCHASE, card()))["purchase"] == started
    stored = await Payment.get(payment["id"])
    await shop.confirm(stored)
    await shop.becomes(stored, PaymentStatus.SUCCEEDED)
    (edge,) = (await ada.execute(PURCHASES, {"first": 5}))["purchases"]["edges"]
    node = edge["node"]
    assert node.pop("createdAt").endswith("Z")
    assert node == {
        "id": payment["id"],
        "status": "SUCCEEDED",
        "method": "CARD",
        "packageId": "package_500k",
        "tokens": "500000",
        "amount": {"amount": "3500", "currency": "CNY"},
        "failureReason": None,
    }
    assert (await ada.execute(PAYMENT, {"id": payment["id"]}))["payment"]["creditedAt"].endswith("Z")


async def test_a_declined_payment_says_why(ada, shop):
    payment = (await ada.execute(PURCHASE, card()))["purchase"]["payment"]
    stored = await Payment.get(payment["id"])
    await shop.confirm(stored, "pm_card_visa_chargeDeclinedExpiredCard")
    await shop.becomes(stored, PaymentStatus.FAILED)
    shown = (await ada.execute(PAYMENT, {"id": payment["id"]}))["payment"]
    assert (shown["status"], shown["failureCode"]) == ("FAILED", "CARD_EXPIRED")
    assert shown["failureReason"] == "This card has expired; use another one."
    assert shown["failureRetryable"] is False
    ada.language = "zh-CN,zh;q=0.9"
    shown = (await ada.execute(PAYMENT, {"id": payment["id"]}))["payment"]
    assert (shown["failureCode"], shown["failureReason"]) == ("CARD_EXPIRED", "此卡已过期；请换一张卡。")


async def test_refusals_in_chinese(ada):
    ada.language = "zh-Hans, en;q=0.5"
    refused = (await ada.execute(REFUSALS, card() | {"method": "BITCOIN"}))["purchase"]
    assert refused["code"] == "PAYMENT_METHOD_UNAVAILABLE"
    assert refused["reason"] == "Stripe 仅接受以 USD 支付稳定币（加密货币）；此价格的货币是 CNY。"
    assert refused["message"] == f"这里不能使用这种付款方式。{refused['reason']}"
    (error,) = await ada.errors(PURCHASES, {"first": 101})
    assert error == {
        "message": "first：必须在 1 到 100 之间。",
        "path": ["purchases"],
        "locations": error["locations"],
        "extensions": {"code": "INVALID_INPUT", "retryable": False},
    }
    ada.token = "wrong"
    (error,) = await ada.errors(PURCHASES, {"first": 1})
    assert error["message"] == "请先登录：在 Authorization 请求头中发送有效的访问令牌。"


@pytest.mark.parametrize(
    ("change", "kind", "code", "retryable"),
    [
        ({"packageId": "no"}, "OperationRefused", "PACKAGE_NOT_FOUND", False),
        ({"key": ""}, "OperationRefused", "INVALID_INPUT", False),
        ({"key": "not a key"}, "OperationRefused", "INVALID_INPUT", False),
        ({"currency": "USD"}, "OperationRefused", "CURRENCY_NOT_OFFERED", False),
        ({"currency": "dollars"}, "OperationRefused", "INVALID_INPUT", False),
        ({"method": "BITCOIN"}, "PaymentMethodUnavailable", "PAYMENT_METHOD_UNAVAILABLE", False),
        ({"packageId": "cheap"}, "PaymentRefused", "PAYMENT_REFUSED", False),
    ],
)
async def test_what_purchase_refuses(ada, change, kind, code, retryable):
    refused = (await ada.execute(REFUSALS, card() | change))["purchase"]
    assert (refused["__typename"], refused["code"], refused["retryable"]) == (kind, code, retryable)
    assert refused.get("reason") == (
        "Stripe takes stablecoins (crypto) in USD only; this price is in CNY."
        if kind == "PaymentMethodUnavailable"
        else None
    )
    assert refused.get("gatewayCode") == ("amount_too_small" if kind == "PaymentRefused" else None)


async def test_the_key_with_other_input_and_the_chosen_currency(ada):
    asked = card("worldwide") | {"currency": "USD"}
    started = (await ada.execute(REFUSALS, asked))["purchase"]
    assert started["payment"]["amount"] == {"amount": "1000", "currency": "USD"}
    assert "/pay/pi_" in started["paymentPageUrl"]
    refused = (await ada.execute(REFUSALS, asked | {"currency": "CNY"}))["purchase"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "IDEMPOTENCY_CONFLICT")


async def test_cancelling(ada, shop):
    payment = (await ada.execute(PURCHASE, card()))["purchase"]["payment"]
    cancelled = {"__typename": "PurchaseCancelled", "payment": {"id": payment["id"], "status": "CANCELLED"}}
    for _ in range(2):
        assert (await ada.execute(CANCEL, {"id": payment["id"], "key": "c"}))["cancelPurchase"] == cancelled
    paid = (await ada.execute(PURCHASE, card(key="other")))["purchase"]["payment"]
    stored = await Payment.get(paid["id"])
    await shop.confirm(stored)
    await shop.becomes(stored, PaymentStatus.SUCCEEDED)
    assert (await ada.execute(CANCEL, {"id": paid["id"], "key": "d"}))["cancelPurchase"] == {
        "__typename": "PaymentNotCancellable",
        "status": "SUCCEEDED",
        "code": "PAYMENT_NOT_CANCELLABLE",
        "message": "This payment can not be cancelled any more; its status is succeeded.",
        "retryable": False,
    }
    gone = (await ada.execute(CANCEL, {"id": "pay_0", "key": "e"}))["cancelPurchase"]
    assert (gone["__typename"], gone["code"]) == ("OperationRefused", "NOT_FOUND")


async def test_a_purchase_goes_on_without_its_key(ada, shop):
    started = (await ada.execute(PURCHASE, card()))["purchase"]
    payment = started["payment"]
    resumed = (await ada.execute(RESUME, {"paymentId": payment["id"]}))["resumePurchase"]
    assert resumed.pop("paymentPageUrl").endswith(f"/pay/{payment['gatewayReference']}")
    assert resumed["payment"].pop("resumable")
    assert resumed == started
    stored = await Payment.get(payment["id"])
    await shop.confirm(stored)
    await shop.becomes(stored, PaymentStatus.SUCCEEDED)
    refused = (await ada.execute(RESUME, {"paymentId": payment["id"]}))["resumePurchase"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "PAYMENT_NOT_OPEN")
    assert (await ada.execute(RESUMABLE))["purchases"] == {"edges": [{"node": {"resumable": False}}]}


async def test_nobody_goes_on_with_the_purchase_of_another(ada):
    payment = (await ada.execute(PURCHASE, card()))["purchase"]["payment"]
    await ada.register(f"{new_id('eve')}@example.com")
    refused = (await ada.execute(RESUME, {"paymentId": payment["id"]}))["resumePurchase"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "NOT_FOUND")


async def test_purchases_are_paged(ada):
    bought = [(await ada.execute(PURCHASE, card(key=f"k{n}")))["purchase"]["payment"]["id"] for n in range(3)]
    first = (await ada.execute(PURCHASES, {"first": 2}))["purchases"]
    assert [edge["node"]["id"] for edge in first["edges"]] == bought[:0:-1]
    assert first["pageInfo"]["hasNextPage"]
    rest = (await ada.execute(PURCHASES, {"first": 2, "after": first["pageInfo"]["endCursor"]}))["purchases"]
    assert [edge["node"]["id"] for edge in rest["edges"]] == bought[:1]
    assert not rest["pageInfo"]["hasNextPage"]
    (error,) = await ada.errors(PURCHASES, {"first": 101})
    assert error["extensions"]["code"] == "INVALID_INPUT"


async def test_strangers_may_look_and_not_buy(visitor):
    refused = (await visitor.execute(PURCHASE, card()))["purchase"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "UNAUTHENTICATED")
    refused = (await visitor.execute(CANCEL, {"id": "pay_0", "key": "k"}))["cancelPurchase"]
    assert refused["code"] == "UNAUTHENTICATED"
    for query, variables in ((PURCHASES, {"first": 1}), (PAYMENT, {"id": "pay_0"})):
        (error,) = await visitor.errors(query, variables)
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
