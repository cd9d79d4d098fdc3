"""The shop's screen: from packages to a payment that is paid, declined, left and taken up again."""

from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from models.ids import new_id
from tests.browser.web.conftest import Visit, Visitor
from tests.support.waiting import until

pytestmark = pytest.mark.browser

PAYMENTS = "{ purchases(first: 5) { edges { node { status amount { amount } tokens } } } balance { available } }"
MAKE_TEAM = 'mutation { createTeam(input: { name: "Aces", idempotencyKey: "team" }) { ... on Team { id } } }'
REFERENCE = "query ($id: ID!) { payment(id: $id) { gatewayReference status } }"
BALANCES = "query ($team: ID!) { own: balance { available } team: balance(teamId: $team) { available } }"
CHAT_FOR_TEAM = """mutation ($team: ID!) {
  chat(input: { teamId: $team, message: "Hello", idempotencyKey: "chat" }) { ... on ChatCompleted { usage { cost } } }
}"""
CREATE_CODE = """mutation ($code: String!) {
  createPromoCode(input: { code: $code, percent: 20 }) { ... on PromoCodeCreated { promoCode { name } } }
}"""


async def bought(visitor: Visitor) -> list[tuple[str, str]]:
    """Status and amount of each payment, the newest first, as the API tells them."""
    edges = (await visitor.ask(PAYMENTS))["purchases"]["edges"]
    return [(edge["node"]["status"], edge["node"]["amount"]["amount"]) for edge in edges]


async def pay_on_its_page(page: Page, button: str = "Pay") -> Page:
    """Press a button of the simulated Stripe's page, which opens in a tab of its own."""
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name="Open the payment page").click()
    its_page = await opening.value
    await its_page.get_by_role("button", name=button, exact=True).click()
    await its_page.get_by_role("status").wait_for()
    return its_page


def is_pdf(path: Path) -> bool:
    return path.read_bytes().startswith(b"%PDF-")


async def test_a_package_is_chosen_by_keyboard_paid_and_stands_in_the_balance(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop?then=%2Fchat")
    default = page.get_by_role("radio", name="Popular 500,000")
    await expect(default).to_be_checked()
    await expect(default).to_contain_text("CN¥50.00")
    await expect(default).to_contain_text("\N{MINUS SIGN}30%")
    await expect(page.get_by_role("radio", name="Cryptocurrency")).to_be_disabled()
    await expect(page.get_by_text("Stripe takes stablecoins (crypto) in USD only")).to_be_visible()
    await default.focus()
    await page.keyboard.press("ArrowLeft")
    await expect(page.get_by_role("radio", name="Basic 100,000")).to_be_checked()
    await page.get_by_label("Quantity").fill("3")
    await expect(page.get_by_role("button", name="Pay CN¥30.00")).to_be_enabled()
    assert page.url.endswith("/shop?package=package_100k&quantity=3")
    assert await visitor.violations() == []
    await visitor.look("shop")

    await page.get_by_role("button", name="Pay CN¥30.00").dblclick()
    await expect(page.get_by_text("300,000 tokens for CN¥30.00")).to_be_visible()
    assert await bought(visitor) == [("PENDING", "3000")]
    assert await visitor.violations() == []
    await visitor.look("paying")

    await pay_on_its_page(page)
    await expect(page.get_by_text("You now have 310,000 tokens.")).to_be_visible()
    await expect(page.get_by_role("link", name="310,000 tokens available")).to_be_visible()
    assert await bought(visitor) == [("SUCCEEDED", "3000")]
    async with page.expect_download(timeout=60_000) as saving:
        await page.get_by_role("button", name="Receipt (PDF)").click()
    assert is_pdf(await (await saving.value).path())
    assert await visitor.violations() == []
    await visitor.look("paid")
    await page.get_by_role("link", name="Back to where you were").click()
    await expect(page).to_have_url(f"{visitor.server.url}/chat")
    assert visitor.watched.problems == []


async def test_a_promo_code_changes_the_total_and_a_wrong_one_is_refused_in_place(visit: Visit) -> None:
    admin = await visit("admin")
    code = new_id("code").upper().replace("_", "-")[:20]
    await admin.ask(CREATE_CODE, code=code)
    visitor = await visit("user", theme="dark")
    page = await visitor.open("/shop")
    field = page.get_by_label("Promo code")
    await field.fill("NO-SUCH-CODE")
    await field.press("Enter")
    await expect(page.get_by_text("There is no such promo code")).to_be_visible()
    await expect(page.get_by_role("button", name="Pay")).to_have_count(0)
    await page.get_by_role("button", name="Remove").click()
    await field.fill(code.lower())
    await field.press("Enter")
    total = page.get_by_role("group", name="What it costs")
    await expect(total).to_have_text(
        f"SubtotalCN¥35.00Promo code {code}\N{MINUS SIGN}CN¥7.00TotalCN¥28.00Tokens500,000", use_inner_text=False
    )
    assert await visitor.violations() == []
    await page.get_by_role("button", name="Pay CN¥28.00").click()
    await expect(page.get_by_text("500,000 tokens for CN¥28.00")).to_be_visible()
    assert await bought(visitor) == [("PENDING", "2800")]
    assert visitor.watched.problems == []


async def test_after_a_decline_one_starts_again_with_the_same_choice(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop?package=package_1m&method=ALIPAY")
    await page.get_by_role("button", name="Pay CN¥55.00").click()
    await pay_on_its_page(page, "Decline")
    declined = page.get_by_role("alert")
    await expect(declined).to_contain_text("The payment was declined")
    assert await visitor.violations() == []
    await declined.get_by_role("button", name="Start again").click()
    await expect(page.get_by_role("radio", name="Pro 1,000,000")).to_be_checked()
    await expect(page.get_by_role("radio", name="Alipay")).to_be_checked()
    await page.get_by_role("button", name="Pay CN¥55.00").click()
    await pay_on_its_page(page)
    await expect(page.get_by_text("You now have 1,010,000 tokens.")).to_be_visible()
    assert await bought(visitor) == [("SUCCEEDED", "5500"), ("CANCELLED", "5500")]
    assert visitor.watched.problems == []


async def test_a_second_try_after_a_lost_answer_is_the_same_payment(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop")
    sent = []

    async def lose_the_first_answer(route: Route) -> None:
        if "StartPurchase" not in (route.request.post_data or ""):
            await route.continue_()
            return
        sent.append(route.request.post_data_json["variables"]["input"]["idempotencyKey"])
        if len(sent) == 1:
            await route.fetch()  # the server has done it
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/graphql", lose_the_first_answer)
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await page.get_by_role("button", name="Try again").click()
    await page.wait_for_url("**/shop/payment/*")
    assert sent[0] == sent[1]
    assert await bought(visitor) == [("PENDING", "3500")]


async def test_a_tab_that_is_closed_before_paying_is_made_up_for_in_another(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop")
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await page.get_by_role("link", name="Open the payment page").wait_for()
    page = await visitor.context.new_page()
    await visitor.page.close()
    await page.goto(f"{visitor.server.url}/shop")
    notice = page.get_by_role("alert", name="You have a payment that is not finished")
    await expect(notice).to_contain_text("500,000 tokens for CN¥35.00")
    await notice.get_by_role("link", name="Go on").click()
    await pay_on_its_page(page)
    await expect(page.get_by_text("You now have 510,000 tokens.")).to_be_visible()
    assert await bought(visitor) == [("SUCCEEDED", "3500")]
    await page.goto(f"{visitor.server.url}/shop")
    await page.get_by_role("button", name="Pay CN¥35.00").wait_for()
    await expect(notice).to_have_count(0)


async def test_going_back_and_paying_again_goes_on_with_the_payment_which_is_cancelled_at_last(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/shop")
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await page.wait_for_url("**/shop/payment/*")
    address = page.url
    await page.go_back()
    await page.get_by_role("alert", name="You have a payment that is not finished").wait_for()
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await expect(page).to_have_url(address)
    assert await bought(visitor) == [("PENDING", "3500")]
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Cancel the payment").click()
    await expect(page.get_by_text("This payment is cancelled or has expired.")).to_be_visible()
    assert await bought(visitor) == [("CANCELLED", "3500")]


async def at_stripe(visitor: Visitor, act: str, became: str) -> None:
    """What becomes of the payment on the screen at the simulated Stripe, which tells it by its webhook.

    Whoever comes back to the tab has it asked for at once, and not at the next look.
    """
    payment = visitor.page.url.rpartition("/")[2]
    reference = (await visitor.ask(REFERENCE, id=payment))["payment"]["gatewayReference"]
    done = await visitor.context.request.post(
        f"{visitor.server.stripe_url}/_simulator/payment_intents/{reference}/{act}",
        data={},
        headers={"Authorization": "Bearer sk_test_simulated"},
    )
    assert done.ok, await done.text()

    async def known() -> bool:
        return (await visitor.ask(REFERENCE, id=payment))["payment"]["status"] == became

    await until(known)
    await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")


async def test_tokens_are_bought_for_a_team_with_money_that_takes_its_time(visit: Visit) -> None:
    visitor = await visit("user")
    team = (await visitor.ask(MAKE_TEAM))["createTeam"]["id"]
    page = await visitor.open(f"/shop?team={team}")
    await expect(page.get_by_text("The tokens go to the team Aces.")).to_be_visible()
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await page.wait_for_url("**/shop/payment/*")
    await at_stripe(visitor, "process", "PROCESSING")
    await expect(page.get_by_text("Your money is on its way")).to_be_visible()
    await at_stripe(visitor, "pay", "SUCCEEDED")
    await expect(page.get_by_text("They are in the team's wallet.")).to_be_visible()
    await expect(page.get_by_role("button", name="Receipt (PDF)")).to_be_enabled()
    assert (await visitor.ask(BALANCES, team=team)) == {"own": {"available": "10000"}, "team": {"available": "500000"}}

    spent = (await visitor.ask(CHAT_FOR_TEAM, team=team))["chat"]["usage"]["cost"]
    page = await visitor.open(f"/teams/{team}")
    usage = page.get_by_role("table", name="Who spent what").get_by_role("row")
    await expect(usage.nth(1)).to_contain_text(f"AdaChatoffline/echo{spent}")
    movements = page.get_by_role("table", name="Movements").get_by_role("row")
    await expect(movements.last).to_contain_text("+500,000")
    assert await visitor.violations() == []
    await visitor.look("team-that-spends")
    assert visitor.watched.problems == []


async def test_whoever_is_not_signed_in_looks_first_and_keeps_the_choice(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/shop")
    await page.get_by_role("radio", name="Pro 1,000,000").click()
    assert await visitor.violations() == []
    await page.get_by_role("link", name="Sign in to buy").click()
    await page.wait_for_url("**/sign-in?then=%2Fshop%3Fpackage%3Dpackage_1m")
    await visitor.enter("user")
    await page.goto(f"{visitor.server.url}/shop?package=package_1m")
    await expect(page.get_by_role("button", name="Pay CN¥55.00")).to_be_enabled()
    guest = await visit("guest")
    await (await guest.open("/shop")).get_by_role("link", name="Create an account to buy").click()
    await guest.page.wait_for_url("**/sign-up?then=%2Fshop")


async def test_it_speaks_chinese(visit: Visit) -> None:
    visitor = await visit("user", locale="zh-CN")
    page = await visitor.open("/shop")
    await page.get_by_role("button", name="支付 ¥35.00").click()
    await expect(page.get_by_text("500,000 个代币，¥35.00")).to_be_visible()
    await expect(page.get_by_role("link", name="打开付款页面")).to_be_visible()
    assert await visitor.violations() == []
