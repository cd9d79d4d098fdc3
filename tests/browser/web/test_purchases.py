"""The screens of what was bought: purchases, plans and gifts."""

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit, Visitor

pytestmark = pytest.mark.browser

PURCHASE = """mutation ($key: String!, $package: ID!) {
  purchase(input: { packageId: $package, paymentMethod: CARD, idempotencyKey: $key }) {
    ... on PurchaseStarted { payment { id gatewayReference } }
  }
}"""
STATUS = "query ($id: ID!) { payment(id: $id) { status } }"
SUBSCRIPTION = "{ subscription { status cancelAtPeriodEnd } balance { available } }"


async def begin(visitor: Visitor, key: str, package: str = "package_100k") -> dict[str, str]:
    payment: dict[str, str] = (await visitor.ask(PURCHASE, key=key, package=package))["purchase"]["payment"]
    return payment


async def control(visitor: Visitor, payment: dict[str, str], act: str, **body: int) -> None:
    """What the payer or the shop does at the simulated Stripe."""
    path = f"{visitor.server.stripe_url}/_simulator/payment_intents/{payment['gatewayReference']}/{act}"
    answer = await visitor.context.request.post(path, data=body, headers={"Authorization": "Bearer sk_test_simulated"})
    assert answer.ok, await answer.text()


async def test_a_purchase_shows_its_bill_its_story_and_a_refund(visit: Visit) -> None:
    visitor = await visit("user")
    paid = await begin(visitor, "paid", "package_500k")
    await begin(visitor, "open")
    await control(visitor, paid, "pay")
    await control(visitor, paid, "refund", amount=700)
    page = await visitor.open("/purchases")
    rows = page.get_by_role("table", name="Purchases").get_by_role("row")
    await expect(rows.nth(1)).to_contain_text("100,000CN¥10.00CardWaits for payment")
    await expect(rows.nth(2)).to_contain_text("500,000CN¥35.00CardPartly refunded")
    assert await visitor.violations() == []
    await visitor.look("purchases")
    await page.get_by_role("combobox", name="Which purchases").click()
    await page.get_by_role("option", name="Money went back").click()
    await expect(rows).to_have_count(2)
    await rows.nth(1).get_by_role("link").click()
    await expect(page.get_by_text("CN¥7.00 went back")).to_be_visible()
    await expect(page.get_by_text("100,000 tokens were taken back")).to_be_visible()
    await expect(page.get_by_role("link", name="Stripe's receipt")).to_be_visible()
    await expect(page.get_by_role("button", name="Receipt (PDF)")).to_be_enabled()
    assert await visitor.violations() == []
    await visitor.look("purchase")
    assert visitor.watched.problems == []


async def test_an_open_purchase_is_gone_on_with_or_cancelled(visit: Visit) -> None:
    visitor = await visit("user")
    payment = await begin(visitor, "open")
    page = await visitor.open(f"/purchases/{payment['id']}")
    await expect(page.get_by_role("link", name="Go on with it")).to_have_attribute(
        "href", f"/shop/payment/{payment['id']}"
    )
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Cancel the payment").click()
    await expect(page.get_by_text("Cancelled or expired")).to_be_visible()
    assert (await visitor.ask(STATUS, id=payment["id"]))["payment"]["status"] == "CANCELLED"


async def test_the_purchase_of_another_is_not_found(visit: Visit) -> None:
    ada, eve = await visit("user"), await visit("user")
    payment = await begin(ada, "ada")
    page = await eve.open(f"/purchases/{payment['id']}")
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "NOT_FOUND")
    page = await eve.open(f"/shop/payment/{payment['id']}")
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "NOT_FOUND")


async def test_a_plan_is_subscribed_to_cancelled_and_kept_after_all(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop/plans")
    await page.get_by_role("button", name="Subscribe to Pro").click()
    await page.get_by_role("link", name="Open the payment page").wait_for()
    await page.reload()  # what is needed to pay is kept in memory alone
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name="Open the payment page").click()
    its_page = await opening.value
    await its_page.get_by_role("button", name="Pay", exact=True).click()
    mine = page.get_by_role("region", name="Your subscription")
    await expect(mine).to_contain_text("1,000,000 tokens came in this period.")
    assert await visitor.violations() == []
    await visitor.look("plans")
    await mine.get_by_role("button", name="Cancel the subscription").click()
    await page.get_by_role("dialog").get_by_role("button", name="Cancel the subscription").click()
    await expect(mine).to_contain_text("It ends on")
    told = await visitor.ask(SUBSCRIPTION)
    assert told == {
        "subscription": {"status": "ACTIVE", "cancelAtPeriodEnd": True},
        "balance": {"available": "1010000"},
    }
    await mine.get_by_role("button", name="Keep the subscription").click()
    await expect(mine).to_contain_text("It is renewed on")
    assert visitor.watched.problems == []


async def test_a_gift_is_sent_and_received(visit: Visit) -> None:
    giver, receiver = await visit("user"), await visit("user")
    page = await giver.open("/gifts")
    assert await giver.violations() == []
    await giver.look("gifts")
    await page.get_by_label("E-mail address of who gets them").fill("nobody@example.com")
    await page.get_by_role("button", name="Go on to the payment").click()
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "GIFT_RECEIVER_UNKNOWN")
    await page.get_by_label("E-mail address of who gets them").fill(receiver.email)
    await page.get_by_label("Message").fill("For your novel")
    await page.get_by_role("button", name="Go on to the payment").click()
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name="Open the payment page").click()
    await (await opening.value).get_by_role("button", name="Pay", exact=True).click()
    await expect(page.get_by_text("They are in the wallet of whom you gave them to.")).to_be_visible()
    page = await receiver.open("/gifts")
    await page.get_by_role("tab", name="Received").click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("500,000 tokens")
    await expect(page.get_by_role("tabpanel")).to_contain_text("From AdaFor your novel")
