"""startCheckout, startCardSetup, savedCards, removeSavedCard and auto top-up, as a client sends them."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.shop import SHOP_URL, Shop, open_shop
from tests.support.shop_api import open_shop_api

CHECKOUT = """
mutation ($url: String!, $key: String!) {
  startCheckout(input: {
    packageId: "package_100k", quantity: 2, successUrl: $url, cancelUrl: $url, idempotencyKey: $key
  }) {
    __typename
    ... on CheckoutStarted { url expiresAt payment { id status quantity amount { amount currency } tax { amount } } }
    ... on UserError { code message retryable }
  }
}
"""
SETUP = """
mutation ($consent: Boolean!) {
  startCardSetup(input: { consent: $consent, idempotencyKey: "setup" }) {
    __typename
    ... on CardSetupStarted { clientSecret publishableKey pageUrl }
    ... on UserError { code }
  }
}
"""
CARDS = "{ savedCards { id brand last4 expiryMonth expiryYear } }"
REMOVE = """
mutation ($id: ID!) {
  removeSavedCard(input: { savedCardId: $id }) { __typename ... on UserError { code } }
}
"""
TOP_UP = (
    "{ autoTopUp { state reason message spentThisMonth { amount } monthlyCap { amount currency } charging nextTryAt } }"
)
SET = """
mutation ($card: ID!, $consent: Boolean!, $key: String!) {
  setAutoTopUp(input: {
    enabled: true, thresholdTokens: "20000", packageId: "package_100k",
    monthlyCap: { amount: "5000", currency: "CNY" }, savedCardId: $card, consent: $consent, idempotencyKey: $key
  }) {
    __typename
    ... on AutoTopUpSaved { autoTopUp { state savedCardId thresholdTokens packageId consentAt } }
    ... on UserError { code }
  }
}
"""
STOP = """
mutation {
  stopAutoTopUp(input: { idempotencyKey: "stop" }) {
    ... on AutoTopUpSaved { autoTopUp { state } } ... on UserError { code }
  }
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
async def buyer(visitor: GraphQLClient) -> GraphQLClient:
    await visitor.register(f"{new_id('a')}@example.com")
    return visitor


async def saved(shop: Shop, buyer: GraphQLClient) -> str:
    started = (await buyer.execute(SETUP, {"consent": True}))["startCardSetup"]
    await shop.control(f"/setup_intents/{started['clientSecret'].partition('_secret_')[0]}/save")
    return (await buyer.execute(CARDS))["savedCards"][0]["id"]


async def test_a_package_is_bought_on_the_page(shop: Shop, buyer: GraphQLClient) -> None:
    started = (await buyer.execute(CHECKOUT, {"url": f"{SHOP_URL}/paid", "key": new_id("key")}))["startCheckout"]
    assert started["__typename"] == "CheckoutStarted"
    assert started["payment"] | {"id": ""} == {
        "id": "",
        "status": "PENDING",
        "quantity": 2,
        "amount": {"amount": "2000", "currency": "CNY"},
        "tax": {"amount": "0"},
    }
    payment = await Payment.get(started["payment"]["id"])
    assert payment is not None
    assert started["url"].endswith(f"/checkout/{payment.checkout_reference}")
    refused = (await buyer.execute(OPERATIONS["ResumePurchase"], {"paymentId": payment.id}))["resumePurchase"]
    assert refused["code"] == "PAYMENT_NOT_RESUMABLE"
    await shop.on_page(payment, "pay")
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)


async def test_an_address_elsewhere_is_refused(buyer: GraphQLClient) -> None:
    refused = (await buyer.execute(CHECKOUT, {"url": "https://evil.example", "key": "key"}))["startCheckout"]
    assert refused == {
        "__typename": "OperationRefused",
        "code": "RETURN_URL_NOT_ALLOWED",
        "message": "successUrl must be an address of this shop.",
        "retryable": False,
    }


async def test_a_card_is_saved_shown_and_removed(shop: Shop, buyer: GraphQLClient) -> None:
    assert (await buyer.execute(SETUP, {"consent": False}))["startCardSetup"]["code"] == "CONSENT_REQUIRED"
    card = await saved(shop, buyer)
    assert (await buyer.execute(CARDS))["savedCards"] == [
        {"id": card, "brand": "visa", "last4": "4242", "expiryMonth": 12, "expiryYear": 2040}
    ]
    assert (await buyer.execute(REMOVE, {"id": card}))["removeSavedCard"] == {"__typename": "SavedCardRemoved"}
    assert (await buyer.execute(REMOVE, {"id": card}))["removeSavedCard"]["code"] == "NOT_FOUND"
    assert (await buyer.execute(CARDS))["savedCards"] == []


async def test_auto_top_up_is_set_works_and_is_stopped(shop: Shop, buyer: GraphQLClient) -> None:
    assert (await buyer.execute(TOP_UP))["autoTopUp"] is None
    card = await saved(shop, buyer)
    refused = await buyer.execute(SET, {"card": card, "consent": False, "key": "no"})
    assert refused["setAutoTopUp"]["code"] == "CONSENT_REQUIRED"
    done = (await buyer.execute(SET, {"card": card, "consent": True, "key": "yes"}))["setAutoTopUp"]["autoTopUp"]
    assert done | {"consentAt": ""} == {
        "state": "ACTIVE",
        "savedCardId": card,
        "thresholdTokens": "20000",
        "packageId": "package_100k",
        "consentAt": "",
    }
    await shop.auto_top_ups.sweep(10)
    assert (await buyer.execute(TOP_UP))["autoTopUp"] == {
        "state": "ACTIVE",
        "reason": None,
        "message": None,
        "spentThisMonth": {"amount": "1000"},
        "monthlyCap": {"amount": "5000", "currency": "CNY"},
        "charging": False,
        "nextTryAt": None,
    }
    await buyer.execute(REMOVE, {"id": card})
    buyer.language = "zh"
    stands = (await buyer.execute(TOP_UP))["autoTopUp"]
    assert (stands["state"], stands["reason"]) == ("DISABLED", "CARD_REMOVED")
    assert stands["message"] == "该银行卡已被移除；请选择其他卡。"
    assert (await buyer.execute(STOP))["stopAutoTopUp"] == {"autoTopUp": {"state": "OFF"}}


@pytest.mark.parametrize("query", [CARDS, TOP_UP])
async def test_whoever_is_not_signed_in_sees_nothing(visitor: GraphQLClient, query: str) -> None:
    assert [error["extensions"]["code"] for error in await visitor.errors(query)] == ["UNAUTHENTICATED"]
