"""GraphiQL as an admin uses it, in a real browser (H2)."""

import json
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route, expect

from server.graphiql.page import STATIC_FOLDER
from tests.browser.conftest import OpenPage, Watched
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.node]


@pytest.fixture
async def graphiql(open_page: OpenPage, live_server: LiveServer) -> Watched:
    if not (STATIC_FOLDER / "built").exists():
        pytest.skip("GraphiQL is not built (make setup)")
    watched = await open_page()
    await watched.page.goto(f"{live_server.url}/graphiql")
    await expect(watched.page.get_by_label("Ready-made operations")).to_be_enabled()
    return watched


async def sign_in(page: Page, server: LiveServer) -> None:
    await page.get_by_label("E-mail").fill(server.admin_email)
    await page.get_by_label("Password").fill(server.admin_password)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text(server.admin_email)).to_be_visible()


async def run(page: Page, operation: str, expected: str) -> str:
    """Opens and runs a ready-made operation; the response once it shows `expected`."""
    await page.get_by_label("Ready-made operations").select_option(operation)
    await page.get_by_role("button", name="Execute query").click()
    response = page.get_by_role("region", name="Result Window")
    await expect(response).to_contain_text(expected)
    return (await response.inner_text()).replace("\xa0", " ")


async def test_an_admin_signs_in_reads_the_balance_and_follows_a_chat(graphiql: Watched, live_server: LiveServer):
    page = graphiql.page
    await sign_in(page, live_server)
    assert '"lifetimeSpent"' in await run(page, "Balance", '"available"')
    answer = await run(page, "ChatStream", "ChatCompleted")
    assert '"held": "0"' in answer

    assert graphiql.hosts == {urlsplit(live_server.url).netloc}
    assert f"{live_server.websocket_url}" in graphiql.addresses
    assert graphiql.problems == []


async def test_signing_out_forgets_the_tokens(graphiql: Watched, live_server: LiveServer):
    page = graphiql.page
    await sign_in(page, live_server)
    stored = json.loads(await page.evaluate("sessionStorage.getItem('tokentill.session')"))
    assert stored["role"] == "ADMIN"
    assert stored["accessToken"] not in await page.evaluate("JSON.stringify(localStorage)")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert await page.evaluate("sessionStorage.getItem('tokentill.session')") is None
    await run(page, "Balance", "UNAUTHENTICATED")


async def test_a_token_that_ran_out_is_refreshed(graphiql: Watched, live_server: LiveServer):
    page = graphiql.page
    await sign_in(page, live_server)
    before = json.loads(await page.evaluate("sessionStorage.getItem('tokentill.session')"))
    await page.evaluate(
        """() => {
            const session = JSON.parse(sessionStorage.getItem("tokentill.session"));
            sessionStorage.setItem("tokentill.session", JSON.stringify({ ...session, expiresAt: new Date() }));
        }"""
    )
    await page.reload()
    await expect(page.get_by_label("Ready-made operations")).to_be_enabled()
    await run(page, "Balance", '"available"')
    after = json.loads(await page.evaluate("sessionStorage.getItem('tokentill.session')"))
    assert after["refreshToken"] != before["refreshToken"]
    assert graphiql.problems == []


@pytest.mark.parametrize("failure", ["no network", "no database"])
async def test_a_refresh_that_fails_signs_nobody_out(graphiql: Watched, live_server: LiveServer, failure: str):
    page = graphiql.page
    await sign_in(page, live_server)
    await page.evaluate(
        """() => {
            const session = JSON.parse(sessionStorage.getItem("tokentill.session"));
            sessionStorage.setItem("tokentill.session", JSON.stringify({ ...session, expiresAt: new Date() }));
        }"""
    )
    refusal = {"__typename": "OperationRefused", "code": "IDENTITY_UNAVAILABLE", "message": "Away.", "retryable": True}

    async def fail(route: Route) -> None:
        if "refreshSession(" not in (route.request.post_data or ""):
            await route.continue_()
        elif failure == "no network":
            await route.abort()
        else:
            await route.fulfill(json={"data": {"refreshSession": refusal}})

    await page.route("**/graphql", fail)
    await page.reload()
    await expect(page.get_by_label("Ready-made operations")).to_be_enabled()
    await run(page, "Balance", "Failed to fetch" if failure == "no network" else "Away.")
    await expect(page.get_by_text(live_server.admin_email)).to_be_visible()
    await page.unroute("**/graphql")
    await run(page, "Balance", '"available"')


async def test_a_copied_tab_does_not_share_the_refresh_token(graphiql: Watched, live_server: LiveServer):
    page = graphiql.page
    await sign_in(page, live_server)
    async with page.expect_popup() as opened:
        await page.evaluate("void window.open('/graphiql')")  # copies sessionStorage, as duplicating a tab does
    copy = await opened.value
    await expect(copy.get_by_label("Ready-made operations")).to_be_enabled()
    await run(copy, "Balance", "UNAUTHENTICATED")
    assert await copy.evaluate("sessionStorage.getItem('tokentill.session')") is None
    for _ in range(3):
        await page.reload()
        await expect(page.get_by_text(live_server.admin_email)).to_be_visible()
    await expect(page.get_by_label("Ready-made operations")).to_be_enabled()
    await run(page, "Balance", '"available"')


async def test_a_wrong_password_is_told(graphiql: Watched, live_server: LiveServer):
    page = graphiql.page
    await page.get_by_label("E-mail").fill(live_server.admin_email)
    await page.get_by_label("Password").fill("not the password at all")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.locator("#bar").get_by_role("alert")).to_have_text("The e-mail address or the password is wrong.")


async def test_the_page_may_load_nothing_from_elsewhere(graphiql: Watched):
    blocked = await graphiql.page.evaluate(
        """async () => {
            const answers = await Promise.allSettled([
                fetch("https://example.com/"),
                new Promise((resolve, reject) => {
                    const script = document.createElement("script");
                    Object.assign(script, { src: "https://example.com/a.js", onload: resolve, onerror: reject });
                    document.head.append(script);
                }),
            ]);
            return answers.map(({ status }) => status);
        }"""
    )
    assert blocked == ["rejected", "rejected"]
    assert all("Content Security Policy" in each for each in graphiql.problems)
    assert len(graphiql.problems) >= 2
