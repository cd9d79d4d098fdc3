"""The wallet's screen: what one has, claiming, and what other tabs do to it."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

CLAIMS = "{ walletEntries(first: 20) { edges { node { kind available } } } }"


async def kinds(visitor) -> list[tuple[str, str]]:
    edges = (await visitor.ask(CLAIMS))["walletEntries"]["edges"]
    return [(edge["node"]["kind"], edge["node"]["available"]) for edge in edges]


async def test_one_sees_every_token_claims_and_is_told_when_the_next_claim_is(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await expect(page.get_by_role("row", name="Welcome 10,000 Never")).to_be_visible()
    await page.get_by_role("button", name="Claim 1,000 tokens").click()
    await expect(page.get_by_text("1,000 tokens are yours")).to_be_visible()
    await expect(page.get_by_role("link", name="11,000 tokens available")).to_be_visible()
    button = page.get_by_role("button", name="Claim in 23h 59m")
    await expect(button).to_be_disabled()
    movements = page.get_by_role("table", name="Movements").get_by_role("row")
    await expect(movements).to_have_count(3)
    await expect(movements.nth(1)).to_contain_text(re.compile(r"Claimed.*\+1,000"))
    assert await kinds(visitor) == [("CLAIM", "1000"), ("GRANT", "10000")]
    assert await visitor.violations() == []
    await visitor.look("wallet")
    assert visitor.watched.problems == []


async def test_the_button_counts_down_and_turns_on_by_itself(visit: Visit) -> None:
    visitor = await visit("user")
    await visitor.ask('mutation { claim(input: { idempotencyKey: "c" }) { __typename } }')
    await visitor.page.clock.install()
    page = await visitor.open("/")
    await expect(page.get_by_role("button", name="Claim in 23h 59m")).to_be_disabled()
    await page.clock.fast_forward("23:00:00")
    await expect(page.get_by_role("button", name="Claim in 59m")).to_be_disabled()

    async def open_again(route) -> None:
        """As the server would answer tomorrow."""
        answer = await route.fetch()
        body = (await answer.text()).replace('"available":false', '"available":true')
        await route.fulfill(response=answer, body=body)

    await page.route("**/graphql", open_again)
    await page.clock.fast_forward("01:00:01")
    await expect(page.get_by_role("button", name="Claim 1,000 tokens")).to_be_enabled()


async def test_two_tabs_claim_and_it_counts_once(visit: Visit) -> None:
    visitor = await visit("user")
    first = await visitor.open("/")
    second = await visitor.context.new_page()
    await second.goto(first.url)
    buttons = [page.get_by_role("button", name="Claim 1,000 tokens") for page in (first, second)]
    for button in buttons:
        await expect(button).to_be_enabled()
    await buttons[0].dispatch_event("click")
    await buttons[1].dispatch_event("click")
    for page in (first, second):
        await expect(page.get_by_role("button", name="Claim in 23h 59m")).to_be_disabled()
        await expect(page.get_by_role("link", name="11,000 tokens available")).to_be_visible()
    assert await kinds(visitor) == [("CLAIM", "1000"), ("GRANT", "10000")]


async def test_a_change_in_another_tab_is_seen_here(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await expect(page.get_by_role("row", name="Welcome 10,000 Never")).to_be_visible()
    await visitor.ask('mutation { claim(input: { idempotencyKey: "elsewhere" }) { __typename } }')
    await expect(page.get_by_role("link", name="11,000 tokens available")).to_be_visible()
    await expect(page.get_by_role("table", name="Movements").get_by_role("row")).to_have_count(3)


async def test_a_guest_is_asked_to_sign_up_and_keeps_what_they_have(visit: Visit) -> None:
    visitor = await visit("guest")
    page = await visitor.open("/")
    await expect(page.get_by_role("row", name="Guest tokens 3,000 Never")).to_be_visible()
    await page.get_by_role("main").get_by_role("link", name="Sign up").click()
    await page.get_by_label("Name").fill("Ada")
    await page.get_by_label("E-mail").fill(visitor.email)
    await page.get_by_role("textbox", name="Password").fill("correct horse battery")
    await page.get_by_role("button", name="Create the account").click()
    await expect(page.get_by_role("link", name="10,000 tokens available")).to_be_visible()
    assert await kinds(visitor) == [("GRANT", "7000"), ("GRANT", "3000")]


async def test_it_speaks_chinese(visit: Visit) -> None:
    visitor = await visit("user", locale="zh-CN")
    page = await visitor.open("/")
    await expect(page.get_by_role("button", name="领取 1,000 个代币")).to_be_enabled()
    await expect(page.get_by_role("heading", level=1)).to_have_text("钱包")
