"""The gateways' own forms in the shop. Stand-ins play their scripts, which cannot be kept here."""

import base64
import json
from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from tests.browser.conftest import CATALOG
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
CHECKOUT_JS = """
window.Razorpay = class {
  constructor(options) { window.opened = options; }
  open() {}
};
"""
REFERENCE = "query ($id: ID!) { payment(id: $id) { gatewayReference status } }"


@pytest.fixture(scope="module")
def razorpay() -> Iterator[SimulatedRazorpay]:
    """One whose key does not say that it is simulated."""
    with SimulatedRazorpay(RazorpayOptions(key_id="rzp_test_of_nobody")) as razorpay:
        yield razorpay


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, live_server: LiveServer, razorpay: SimulatedRazorpay
) -> Iterator[LiveServer]:
    """A server that takes the simulated gateways for the real ones, as their keys do not say otherwise."""
    folder = tmp_path_factory.mktemp("gateways")
    catalog = folder / "catalog.json"
    catalog.write_text(json.dumps(CATALOG))
    env = {
        "CATALOG_FILE": str(catalog),
        "PAYMENT_GATEWAYS": "INR=razorpay",
        "RAZORPAY_API_BASE": razorpay.api_base,
        "RAZORPAY_KEY_ID": razorpay.key_id,
        "RAZORPAY_KEY_SECRET": razorpay.key_secret,
        "STRIPE_API_BASE": live_server.stripe_url,
        "STRIPE_SECRET_KEY": "sk_test_of_nobody",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_of_nobody",
        "STRIPE_WEBHOOK_SECRET": "whsec_of_nobody",
    }
    server = LiveServer(folder / "server", env=env)
    server.start()
    yield server
    server.stop()


async def test_stripes_form_is_asked_of_stripe_alone_and_leads_back_to_the_payment(
    visit: Visit, server: LiveServer
) -> None:
    visitor = await visit()
    visitor.server = server
    await visitor.enter("user")
    page = visitor.page
    await page.route(
        "https://js.stripe.com/**",
        lambda route: route.fulfill(content_type="text/javascript", body=STRIPE_JS),
    )
    await visitor.open("/shop")
    own = f"127.0.0.1:{server.port}"
    await page.get_by_role("button", name="Pay CN¥10.00").wait_for()
    assert visitor.watched.hosts == {own}

    await page.get_by_role("button", name="Pay CN¥10.00").click()
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


async def test_razorpays_form_opens_over_the_page_and_what_it_hands_over_is_verified(
    visit: Visit, server: LiveServer, razorpay: SimulatedRazorpay
) -> None:
    visitor = await visit()
    visitor.server = server
    await visitor.enter("user")
    page = visitor.page
    await page.route(
        "https://checkout.razorpay.com/**",
        lambda route: route.fulfill(content_type="text/javascript", body=CHECKOUT_JS),
    )
    await visitor.open("/shop")
    await page.get_by_role("radiogroup", name="Currency").get_by_text("INR").click()
    await expect(page.get_by_role("radio", name="Rupees 5,000")).to_be_checked()
    await page.get_by_role("radio", name="UPI").check()
    await page.get_by_role("button", name="Pay ₹499.00").click()
    await page.wait_for_url("**/shop/payment/*")
    order = (await visitor.ask(REFERENCE, id=page.url.rpartition("/")[2]))["payment"]["gatewayReference"]
    await page.get_by_role("button", name="Pay now").click()
    opened = await page.evaluate("({ ...window.opened, handler: undefined, modal: undefined })")
    assert opened == {
        "key": "rzp_test_of_nobody",
        "order_id": order,
        "name": "Tokentill",
        "prefill": {"method": "upi"},
        "handler": None,
        "modal": None,
    }
    await page.evaluate("window.opened.modal.ondismiss()")
    await page.get_by_role("button", name="Pay now").click()
    assert visitor.watched.hosts == {f"127.0.0.1:{server.port}", "checkout.razorpay.com"}
    assert await visitor.violations() == []

    forged = {"razorpay_payment_id": "pay_1", "razorpay_signature": "0" * 64}
    await page.evaluate("paid => window.opened.handler(paid)", forged)
    await expect(page.locator("[data-code=PAYMENT_SIGNATURE_INVALID]")).to_be_visible()
    paid = await page.request.post(
        f"{razorpay.api_base}/_simulator/orders/{order}/pay",
        data={"method": "upi"},
        headers={"Authorization": _basic(razorpay)},
    )
    assert paid.ok, await paid.text()
    await page.evaluate("paid => window.opened.handler(paid)", await paid.json())
    await expect(page.get_by_text("You now have 15,000 tokens.")).to_be_visible()
    assert visitor.watched.problems == []


def _basic(razorpay: SimulatedRazorpay) -> str:
    return "Basic " + base64.b64encode(f"{razorpay.key_id}:{razorpay.key_secret}".encode()).decode()
