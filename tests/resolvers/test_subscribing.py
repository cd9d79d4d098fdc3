"""plans, subscription, subscribe, changeSubscription, cancelSubscription, resumeSubscription, the portal, as sent."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api
from tests.support.waiting import until

PLANS, SUBSCRIPTION = OPERATIONS["Plans"], OPERATIONS["PlanSubscription"]
SUBSCRIBE, CHANGE = OPERATIONS["Subscribe"], OPERATIONS["ChangeSubscription"]
CANCEL, RESUME = OPERATIONS["CancelSubscription"], OPERATIONS["ResumeSubscription"]
RESUME_PAYMENT = OPERATIONS["ResumeFirstPayment"]
PORTAL = OPERATIONS["CreateBillingPortalSession"]


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


@pytest.fixture
async def subscribed(shop: Shop, ada: GraphQLClient) -> GraphQLClient:
    """Ada, whose first month of pro is paid and granted."""
    started = (await ada.execute(SUBSCRIBE, {"planId": "pro", "key": new_id("key")}))["subscribe"]
    await pay_first(shop, ada, started)
    return ada


async def pay_first(shop: Shop, ada: GraphQLClient, started: dict[str, str]) -> None:
    """Make the first payment, as the payer does, and wait until it is known here."""
    await shop.control(f"/payment_intents/{started['clientSecret'].partition('_secret_')[0]}/pay")

    async def active():
        return (await ada.execute(SUBSCRIPTION))["subscription"]["status"] == "ACTIVE"

    await until(active)


async def test_anybody_sees_the_plans(visitor):
    free, pro, enterprise = (await visitor.execute(PLANS))["plans"]
    assert (free["id"], free["prices"], free["limits"]["requestsPerDay"]) == ("free", [], 50)
    assert free["limits"]["tokensPerMonth"] == "10000"
    assert pro["prices"][0] == {
        "price": {"amount": "4900", "currency": "CNY", "formatted": "CN¥49.00"},
        "interval": "MONTH",
        "tokens": "1000000",
    }
    assert (enterprise["limits"]["requestsPerDay"], enterprise["limits"]["priority"]) == (None, 2)
    _, pro, _ = (await visitor.execute(PLANS, {"currency": "USD"}))["plans"]
    assert [(price["price"]["amount"], price["price"]["currency"]) for price in pro["prices"]] == [
        ("700", "USD"),
        ("7000", "USD"),
    ]


async def test_only_who_is_signed_in_has_a_subscription(visitor):
    (error,) = await visitor.errors(SUBSCRIPTION)
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    for document, variables in (
        (SUBSCRIBE, {"planId": "pro"}),
        (CHANGE, {"planId": "pro"}),
        (CANCEL, {}),
        (RESUME, {}),
        (PORTAL, {}),
    ):
        (answer,) = (await visitor.execute(document, {**variables, "key": "k"})).values()
        assert (answer["__typename"], answer["code"]) == ("OperationRefused", "UNAUTHENTICATED")


async def test_who_never_subscribed_has_none(ada):
    assert (await ada.execute(SUBSCRIPTION))["subscription"] is None
    answer = (await ada.execute(PORTAL, {"key": "k"}))["createBillingPortalSession"]
    assert answer["code"] == "NOT_SUBSCRIBED"


async def test_subscribing_gives_what_the_first_payment_needs(ada):
    key = new_id("key")
    started = (await ada.execute(SUBSCRIBE, {"planId": "pro", "key": key}))["subscribe"]
    assert started["__typename"] == "SubscriptionStarted"
    assert (started["subscription"]["status"], started["subscription"]["planId"]) == ("INCOMPLETE", "pro")
    assert started["clientSecret"].startswith("pi_")
    assert started["paymentPageUrl"].endswith(f"/pay/{started['clientSecret'].partition('_secret_')[0]}")
    assert (await ada.execute(SUBSCRIBE, {"planId": "pro", "key": key}))["subscribe"] == started
    other = (await ada.execute(SUBSCRIBE, {"planId": "pro", "key": new_id("key")}))["subscribe"]
    assert (other["code"], other["retryable"]) == ("ALREADY_SUBSCRIBED", False)


async def test_the_first_payment_goes_on_without_its_key_until_it_is_made(ada, shop):
    started = (await ada.execute(SUBSCRIBE, {"planId": "pro", "key": new_id("key")}))["subscribe"]
    own = {"subscriptionId": started["subscription"]["id"]}
    assert (await ada.execute(RESUME_PAYMENT, own))["resumeFirstPayment"] == started
    hers = ada.token
    await ada.register(f"{new_id('eve')}@example.com")
    refused = (await ada.execute(RESUME_PAYMENT, own))["resumeFirstPayment"]
    assert (refused["code"], refused["message"]) == ("NOT_FOUND", "There is no such subscription.")
    ada.token = hers
    await pay_first(shop, ada, started)
    refused = (await ada.execute(RESUME_PAYMENT, own))["resumeFirstPayment"]
    assert (refused["__typename"], refused["code"]) == ("OperationRefused", "SUBSCRIPTION_NOT_PAYABLE")


async def test_a_paid_subscription_tells_period_price_and_tokens(subscribed):
    shown = (await subscribed.execute(SUBSCRIPTION))["subscription"]
    assert (shown["price"]["amount"], shown["price"]["currency"]) == ("4900", "CNY")
    assert (shown["planId"], shown["nextPlanId"], shown["interval"]) == ("pro", None, "MONTH")
    assert (shown["periodTokens"], shown["limits"]["requestsPerDay"]) == ("1000000", 2000)
    assert shown["paidUntil"] == shown["currentPeriodEnd"] > shown["currentPeriodStart"]
    assert (shown["cancelAtPeriodEnd"], shown["endedAt"]) == (False, None)


async def test_it_is_changed_cancelled_and_resumed(subscribed):
    changed = (await subscribed.execute(CHANGE, {"planId": "enterprise", "key": new_id("key")}))["changeSubscription"]
    assert (changed["subscription"]["planId"], changed["subscription"]["nextPlanId"]) == ("enterprise", None)
    cancelled = (await subscribed.execute(CANCEL, {"key": new_id("key")}))["cancelSubscription"]
    assert (cancelled["subscription"]["cancelAtPeriodEnd"], cancelled["subscription"]["status"]) == (True, "ACTIVE")
    resumed = (await subscribed.execute(RESUME, {"key": new_id("key")}))["resumeSubscription"]
    assert (resumed["subscription"]["cancelAtPeriodEnd"], resumed["subscription"]["status"]) == (False, "ACTIVE")


async def test_what_cannot_be_is_told_by_its_code(subscribed):
    codes = {}
    for plan in ("gold", "free", "pro"):
        answer = await subscribed.execute(CHANGE, {"planId": plan, "key": new_id("key")})
        codes[plan] = answer["changeSubscription"]["code"]
    assert codes == {"gold": "PLAN_NOT_FOUND", "free": "PLAN_NOT_SOLD", "pro": "PLAN_UNCHANGED"}


async def test_a_declined_upgrade_tells_the_gateways_code(shop, subscribed):
    customer = (await shop._stripe.get("/v1/events", params={"type": "customer.subscription.created"})).json()
    reference = customer["data"][0]["data"]["object"]["id"]
    card = {"default_payment_method": "pm_card_visa_chargeDeclinedInsufficientFunds"}
    await shop._stripe.post(f"/v1/subscriptions/{reference}", data=card)
    answer = (await subscribed.execute(CHANGE, {"planId": "enterprise", "key": new_id("key")}))["changeSubscription"]
    assert answer["__typename"] == "SubscriptionRefused"
    assert (answer["gatewayCode"], answer["code"]) == ("insufficient_funds", "SUBSCRIPTION_REFUSED")


async def test_the_portal_has_an_address(subscribed):
    answer = (await subscribed.execute(PORTAL, {"key": new_id("key")}))["createBillingPortalSession"]
    assert "/portal/bps_" in answer["url"]
