"""priceQuote, promo codes, their admin fields, gifts and referral codes, as a client sends them (A1, A10)."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.admin_action import AdminAction
from models.ids import new_id
from models.payment import Payment, PaymentStatus
from models.user import User
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.shop import Shop, open_shop
from tests.support.shop_api import open_shop_api

PACKAGES = "{ packages { id price { amount } firstPurchasePrice { amount currency } tiers { quantity } } }"
PURCHASE = """
mutation ($input: PurchaseInput!) {
  purchase(input: $input) {
    __typename
    ... on PurchaseStarted {
      payment {
        id quantity subtotal { amount } discounts { kind promoCode amount { amount } } amount { amount }
        bonusTokens promoCode gift { message }
      }
    }
    ... on PromoCodeRefused { promoCode minimum { amount currency } }
    ... on UserError { code message retryable }
  }
}
"""
CREATE = """
mutation ($input: CreatePromoCodeInput!) {
  createPromoCode(input: $input) {
    __typename
    ... on PromoCodeCreated { promoCode { name kind percent bonusTokens totalCap perUserCap active } }
    ... on UserError { code message }
  }
}
"""
UPDATE = """
mutation ($input: UpdatePromoCodeInput!) {
  updatePromoCode(input: $input) {
    __typename
    ... on PromoCodeUpdated { promoCode { totalCap perUserCap active redeemed } }
    ... on UserError { code message }
  }
}
"""
REGISTER = """
mutation ($input: RegisterInput!) {
  register(input: $input) {
    ... on Session { accessToken user { id referralCode } }
    ... on UserError { code message }
  }
}
"""


@pytest.fixture(scope="module")
def promoting(settings: Settings) -> Settings:
    return settings.model_copy(update={"first_purchase_discount_percent": 20})


@pytest.fixture(scope="module")
async def shop(database: Database, promoting: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, promoting) as shop:
        yield shop


@pytest.fixture
async def visitor(shop: Shop, promoting: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, promoting) as client:
        yield client


@pytest.fixture
async def ada(shop: Shop, promoting: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, promoting) as client:
        await client.register(f"{new_id('ada')}@example.com")
        yield client


@pytest.fixture
async def admin(shop: Shop, promoting: Settings) -> AsyncIterator[GraphQLClient]:
    async with open_shop_api(shop, promoting) as client:
        user = (await client.register(f"{new_id('boss')}@example.com"))["user"]
        await User.find({"_id": user["id"]}).update({"$set": {"role": "admin"}})
        await client.login(user["email"])
        yield client


async def created(admin: GraphQLClient, **fields) -> dict:
    name = new_id("c")[:20]
    answer = await admin.execute(CREATE, {"input": {"code": name, **fields}})
    assert answer["createPromoCode"]["__typename"] == "PromoCodeCreated", answer
    return answer["createPromoCode"]["promoCode"]


async def purchase(client: GraphQLClient, package: str = "package_500k", **fields) -> dict:
    asked = {"packageId": package, "paymentMethod": "CARD", "idempotencyKey": new_id("key"), **fields}
    return (await client.execute(PURCHASE, {"input": asked}))["purchase"]


async def quoted(client: GraphQLClient, package: str = "package_500k", **variables) -> dict:
    return (await client.execute(OPERATIONS["PriceQuote"], {"packageId": package, **variables}))["priceQuote"]


async def test_packages_show_the_viewers_own_first_purchase_price(visitor, ada):
    shown = {each["id"]: each for each in (await ada.execute(PACKAGES))["packages"]}
    assert shown["package_500k"]["firstPurchasePrice"] == {"amount": "2800", "currency": "CNY"}
    assert shown["bulk"]["tiers"] == [{"quantity": 5}]
    for client in (visitor, ada):
        if client is ada:
            await purchase(ada)
        prices = {each["firstPurchasePrice"] for each in (await client.execute(PACKAGES))["packages"]}
        assert prices == {None}


async def test_a_quote_says_what_it_costs_and_why_and_the_purchase_costs_that(admin, ada):
    code = (await created(admin, percent=50))["name"]
    quote = await quoted(ada, "bulk", quantity=5, promoCode=code.lower())
    assert quote == {
        "__typename": "PriceQuote",
        "subtotal": {"amount": "5000", "currency": "CNY"},
        "discounts": [
            {"kind": "VOLUME", "promoCode": None, "amount": {"amount": "500"}},
            {"kind": "PROMO", "promoCode": code, "amount": {"amount": "2250"}},
        ],
        "amount": {"amount": "2250", "currency": "CNY", "formatted": "CN¥22.50"},
        "tokens": "500",
        "bonusTokens": "0",
        "promoCode": code,
    }
    bought = (await purchase(ada, "bulk", quantity=5, promoCode=code))["payment"]
    assert {name: bought[name] for name in ("discounts", "promoCode", "bonusTokens")} == {
        name: quote[name] for name in ("discounts", "promoCode", "bonusTokens")
    }
    assert (bought["quantity"], bought["subtotal"]["amount"], bought["amount"]["amount"]) == (5, "5000", "2250")


async def test_refusals_of_codes_have_one_form_in_quote_and_purchase(admin, ada):
    cny = [{"amount": "9999", "currency": "CNY"}]
    code = (await created(admin, percent=50, minimumAmounts=cny))["name"]
    for refused in (await quoted(ada, promoCode=code), await purchase(ada, promoCode=code)):
        assert (refused["__typename"], refused["code"]) == ("PromoCodeRefused", "PROMO_CODE_BELOW_MINIMUM")
        assert (refused["minimum"], refused["retryable"]) == ({"amount": "9999", "currency": "CNY"}, False)
    unknown = await purchase(ada, promoCode="NO_SUCH_CODE")
    assert (unknown["code"], unknown["promoCode"], unknown["minimum"]) == ("PROMO_CODE_UNKNOWN", "NO_SUCH_CODE", None)
    assert await Payment.find({"promo_code": {"$in": [code, "NO_SUCH_CODE"]}}).count() == 0


async def test_a_visitor_gets_no_quote(visitor):
    assert (await quoted(visitor))["code"] == "UNAUTHENTICATED"


async def test_only_admins_make_change_and_list_codes(visitor, ada):
    before = await AdminAction.find_all().count()
    for client, code in ((visitor, "UNAUTHENTICATED"), (ada, "FORBIDDEN")):
        made = await client.execute(OPERATIONS["CreatePromoCode"], {"code": "MINE", "percent": 100})
        assert made["createPromoCode"]["code"] == code
        changed = await client.execute(OPERATIONS["UpdatePromoCode"], {"code": "MINE", "active": True})
        assert changed["updatePromoCode"]["code"] == code
        errors = await client.errors(OPERATIONS["PromoCodes"], {"first": 1})
        assert errors[0]["extensions"]["code"] == code
    assert await AdminAction.find_all().count() == before


async def test_an_admin_makes_changes_and_lists_codes_and_each_act_is_logged(admin, ada):
    code = await created(admin, bonusTokens="77", totalCap=1, perUserCap=None, packageIds=["package_500k"])
    assert code | {"name": None} == {
        "name": None,
        "kind": "BONUS_TOKENS",
        "percent": None,
        "bonusTokens": "77",
        "totalCap": 1,
        "perUserCap": None,
        "active": True,
    }
    assert (await purchase(ada, promoCode=code["name"]))["payment"]["bonusTokens"] == "77"
    assert (await purchase(ada, promoCode=code["name"]))["code"] == "PROMO_CODE_USED_UP"
    change = {"input": {"code": code["name"].lower(), "totalCap": 2}}
    changed = (await admin.execute(UPDATE, change))["updatePromoCode"]["promoCode"]
    assert (changed["totalCap"], changed["perUserCap"], changed["redeemed"]) == (2, None, "1")
    assert (await purchase(ada, promoCode=code["name"]))["payment"]["promoCode"] == code["name"]
    off = {"input": {"code": code["name"], "active": False, "totalCap": None}}
    changed = (await admin.execute(UPDATE, off))["updatePromoCode"]["promoCode"]
    assert (changed["totalCap"], changed["active"]) == (None, False)
    listed = (await admin.execute(OPERATIONS["PromoCodes"], {"first": 100}))["promoCodes"]["edges"]
    assert code["name"] in {edge["node"]["name"] for edge in listed}
    only = {"code": code["name"], "active": True}
    changed = (await admin.execute(OPERATIONS["UpdatePromoCode"], only))["updatePromoCode"]["promoCode"]
    assert (changed["totalCap"], changed["active"]) == (None, True)
    actions = await AdminAction.find({"details.after.code": code["name"]}).sort("+_id").to_list()
    assert [action.action for action in actions] == ["create_promo_code", *["update_promo_code"] * 3]
    assert {action.outcome for action in actions} == {"done"}
    assert (actions[1].details["before"]["total_cap"], actions[1].details["after"]["total_cap"]) == (1, 2)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "code"),
        ({"percent": 0}, "percent"),
        ({"percent": 101}, "percent"),
        ({"percent": 5, "bonusTokens": "5"}, "code"),
        ({"bonusTokens": str(10**15 + 1)}, "bonusTokens"),
        ({"amounts": [{"amount": "5", "currency": "cny"}]}, "amounts"),
        ({"amounts": [{"amount": "0", "currency": "CNY"}]}, "amounts"),
        ({"amounts": [{"amount": "5", "currency": "CNY"}] * 2}, "amounts"),
        ({"percent": 5, "totalCap": 0}, "totalCap"),
        ({"percent": 5, "perUserCap": -1}, "perUserCap"),
        ({"percent": 5, "packageIds": ["nothing"]}, "packageIds"),
        ({"percent": 5, "startsAt": "2026-01-02T00:00:00Z", "endsAt": "2026-01-01T00:00:00Z"}, "endsAt"),
        ({"percent": 5, "endsAt": "2020-01-01T00:00:00Z"}, "endsAt"),
        ({"percent": 5, "code": "a"}, "code"),
        ({"percent": 5, "code": "no blanks"}, "code"),
    ],
)
async def test_a_code_that_makes_no_sense_is_refused(admin, fields, problem):
    answer = await admin.execute(CREATE, {"input": {"code": "SENSE", **fields}})
    refused = answer["createPromoCode"]
    assert refused["code"] == "INVALID_INPUT"
    assert refused["message"].startswith(f"{problem}:")


async def test_a_code_is_made_once(admin):
    code = (await created(admin, percent=5))["name"]
    answer = await admin.execute(CREATE, {"input": {"code": code.lower(), "percent": 90}})
    assert answer["createPromoCode"]["code"] == "PROMO_CODE_TAKEN"
    gone = await admin.execute(UPDATE, {"input": {"code": "NO_SUCH_CODE", "active": True}})
    assert gone["updatePromoCode"]["code"] == "NOT_FOUND"


async def test_the_receiver_of_a_gift_sees_it_and_the_giver_only_what_they_wrote(shop, ada, visitor):
    eve = (await visitor.register(f"{new_id('eve')}@example.com"))["user"]
    variables = {"packageId": "package_100k", "method": "CARD", "key": "gift", "giftTo": eve["email"], "message": "Hi"}
    started = (await ada.execute(OPERATIONS["PurchaseGift"], variables))["purchase"]
    assert started["payment"]["gift"] == {"message": "Hi"}
    payment = await Payment.get(started["payment"]["id"])
    await shop.confirm(payment)
    await shop.becomes(payment, PaymentStatus.SUCCEEDED)
    (edge,) = (await visitor.execute(OPERATIONS["Gifts"], {"first": 5}))["gifts"]["edges"]
    assert {name: edge["node"][name] for name in ("tokens", "bonusTokens", "message", "giverName")} == {
        "tokens": "100000",
        "bonusTokens": "0",
        "message": "Hi",
        "giverName": "Ada",
    }
    assert (await ada.execute(OPERATIONS["Gifts"], {"first": 5}))["gifts"]["edges"] == []
    own = (await visitor.execute(OPERATIONS["Purchases"], {"first": 5}))["purchases"]["edges"]
    assert own == []


async def test_who_cannot_receive_a_gift_is_told_alike(ada):
    for to in ("usr_nobody", "nobody@example.com"):
        refused = await purchase(ada, giftTo=to)
        assert (refused["code"], refused["message"]) == (
            "GIFT_RECEIVER_UNKNOWN",
            "Nobody can receive a gift under this e-mail address or id.",
        )


async def test_a_referral_code_binds_the_new_user_to_its_owner(ada, visitor):
    me = (await ada.execute("{ me { id referralCode } }"))["me"]
    assert (await ada.execute("{ me { referralCode } }"))["me"]["referralCode"] == me["referralCode"]
    account = {"email": f"{new_id('bob')}@example.com", "password": PASSWORD, "name": "Bob"}
    for wrong in ("AAAAAAAAAAAA", "", "x", '{"$gt": ""}'):
        refused = (await visitor.execute(REGISTER, {"input": {**account, "referralCode": wrong}}))["register"]
        assert refused["code"] == "REFERRAL_CODE_UNKNOWN"
    asked = {"input": {**account, "referralCode": me["referralCode"].lower()}}
    bob = (await visitor.execute(REGISTER, asked))["register"]["user"]
    assert (await User.get(bob["id"])).referred_by == me["id"]
    assert bob["referralCode"] != me["referralCode"]


async def test_an_account_from_before_referrals_gets_its_code_when_it_asks(ada):
    me = (await ada.execute("{ me { id } }"))["me"]
    await User.find({"_id": me["id"]}).update({"$set": {"referral_code": None}})
    code = (await ada.execute("{ me { referralCode } }"))["me"]["referralCode"]
    assert (await User.get(me["id"])).referral_code == code
    assert len(code) == 12
