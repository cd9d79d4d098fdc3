"""The customer portal's page: a person cancels and resumes on it."""

import re

import pytest

from gateways.subscriptions import PriceRequest, SubscriptionRequest
from models.subscription import PlanInterval
from tests.gateways.support import http


@pytest.fixture
async def portal(gateway, sdk):
    """The address of a portal, and the paid subscription of its customer."""
    selling = gateway.subscriptions
    customer = (await sdk.v1.customers.create_async({})).id
    price = await selling.ensure_price(PriceRequest("key", "pro", "Pro", 4900, "CNY", PlanInterval.MONTH))
    made = await selling.create_subscription(SubscriptionRequest("subn_1", customer, price, "Pro <plan>"))
    secret = await selling.first_payment_secret(made.reference)
    await sdk.v1.payment_intents.confirm_async(secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"})
    return await selling.portal_url(customer, "https://shop.example/?a=1&b=2", "key-1"), made.reference


def form_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(token|subscription)" value="([^"]+)"', page)) | {
        "outcome": re.search(r'name="outcome" value="([^"]+)"', page)[1]
    }


async def test_a_person_cancels_and_resumes(portal, simulated, gateway):
    address, reference = portal
    async with http(simulated, "") as browser:
        first = (await browser.get(address)).text
        assert "Pro &lt;plan&gt;" in first
        assert "https://shop.example/?a=1&amp;b=2" in first
        assert (await browser.post(address, data=form_of(first))).status_code == 303
        assert (await gateway.subscriptions.retrieve_subscription(reference)).cancel_at_period_end is True
        second = (await browser.get(address)).text
        assert "ends with its period" in second
        assert (await browser.post(address, data=form_of(second))).status_code == 303
    assert (await gateway.subscriptions.retrieve_subscription(reference)).cancel_at_period_end is False


async def test_a_wrong_address_and_a_forged_form_do_nothing(portal, simulated, gateway):
    address, reference = portal
    async with http(simulated, "") as browser:
        assert (await browser.get(address[:-1] + ("a" if address[-1] != "a" else "b"))).status_code == 404
        form = form_of((await browser.get(address)).text)
        for change in ({"token": "0" * 64}, {"subscription": "sub_other"}, {"outcome": "delete"}):
            assert (await browser.post(address, data=form | change)).status_code == 403
    assert (await gateway.subscriptions.retrieve_subscription(reference)).cancel_at_period_end is False
