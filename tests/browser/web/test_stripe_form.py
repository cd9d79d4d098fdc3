"""Stripe's own form in the shop. A stand-in plays Stripe.js, which comes from js.stripe.com and cannot be kept here."""

from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

STRIPE_JS = """
window.confirmed = [];
window.Stripe = (key) => ({
  elements: ({ clientSecret }) => ({
    create: (kind) => {
      const told = {};
      return {
        on: (event, listener) => { told[event] = listener; },
        mount: (place) => {
          place.textContent = `${kind} form of ${key} for ${clientSecret.split("_secret_")[0]}`;
          setTimeout(() => told.ready());
        },
        destroy: () => {},
      };
    },
  }),
  confirmPayment: async ({ confirmParams, redirect }) => {
    window.confirmed.push([confirmParams.return_url, redirect]);
    return { error: { message: "Your card was declined." } };
  },
});
"""
REFERENCE = "query ($id: ID!) { payment(id: $id) { gatewayReference status } }"


@pytest.fixture(scope="module")
def stripe_server(tmp_path_factory: pytest.TempPathFactory, live_server: LiveServer) -> Iterator[LiveServer]:
    """A server that takes the simulated Stripe for the real one, as its key does not say otherwise."""
    env = {
        "STRIPE_API_BASE": live_server.stripe_url,
        "STRIPE_SECRET_KEY": "sk_test_of_nobody",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_of_nobody",
        "STRIPE_WEBHOOK_SECRET": "whsec_of_nobody",
    }
    server = LiveServer(tmp_path_factory.mktemp("stripe") / "server", env=env)
    server.start()
    yield server
    server.stop()


async def test_stripes_form_is_asked_of_stripe_alone_and_leads_back_to_the_payment(
    visit: Visit, stripe_server: LiveServer
) -> None:
    visitor = await visit()
    visitor.server = stripe_server
    await visitor.enter("user")
    page = visitor.page
    await page.route(
        "https://js.stripe.com/**",
        lambda route: route.fulfill(content_type="text/javascript", body=STRIPE_JS),
    )
    await visitor.open("/shop")
    own = f"127.0.0.1:{stripe_server.port}"
    await page.get_by_role("button", name="Pay CN¥35.00").wait_for()
    assert visitor.watched.hosts == {own}

    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await page.wait_for_url("**/shop/payment/*")
    payment_id = page.url.rpartition("/")[2]
    reference = (await visitor.ask(REFERENCE, id=payment_id))["payment"]["gatewayReference"]
    await expect(page.get_by_text(f"payment form of pk_test_of_nobody for {reference}")).to_be_visible()
    await page.get_by_role("button", name="Pay now").click()
    await expect(page.get_by_text("Your card was declined.")).to_be_visible()
    assert await page.evaluate("window.confirmed") == [[page.url, "if_required"]]
    assert visitor.watched.hosts == {own, "js.stripe.com"}
    assert await visitor.violations() == []
    assert visitor.watched.problems == []

    await page.goto(f"{page.url}?payment_intent={reference}&payment_intent_client_secret=x_secret_y&redirect_status=ok")
    await page.wait_for_url(f"**/shop/payment/{payment_id}")
    assert await page.evaluate("JSON.stringify([localStorage, sessionStorage])") == '[{"tokentill-theme":"auto"},{}]'
