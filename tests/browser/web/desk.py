"""An admin at the web client, and the user whom they look after."""

from typing import Any

import httpx
from playwright.async_api import Locator, Page, expect

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

__all__ = ["Ada", "act", "done"]

PURCHASE = """
mutation {
  purchase(input: { packageId: "package_100k", paymentMethod: CARD, idempotencyKey: "buy" }) {
    ... on PurchaseStarted { payment { gatewayReference } clientSecret publishableKey }
  }
}
"""


class Ada:
    """A user whom the admin looks after."""

    def __init__(self, client: GraphQLClient, server: LiveServer) -> None:
        self.client = client
        self.server = server
        self.email = f"{new_id('ada')}@example.com"
        self.id = ""

    async def sign_up(self) -> None:
        self.id = (await self.client.register(self.email))["user"]["id"]

    async def buy(self) -> str:
        """100,000 tokens for CN¥10.00, paid as Stripe's own library would; Stripe's id of the payment."""
        started = (await self.client.execute(PURCHASE))["purchase"]
        reference = str(started["payment"]["gatewayReference"])
        await self._confirm(reference)
        await eventually(lambda: only_purchase(self.client), lambda node: node["status"] == "SUCCEEDED")
        return reference

    async def subscribe(self) -> None:
        """A month of the plan Pro, paid in the same way."""
        variables = {"planId": "pro", "currency": "CNY", "key": "subscribe"}
        started = (await self.client.execute(OPERATIONS["Subscribe"], variables))["subscribe"]
        await self._confirm(started["clientSecret"].partition("_secret_")[0])

    async def _confirm(self, intent: str) -> None:
        await self.at_stripe(f"/v1/payment_intents/{intent}/confirm", data={"payment_method": "pm_card_visa"})

    async def at_stripe(self, path: str, **body: Any) -> dict[str, Any]:
        """What happens at the simulated Stripe, such as a dispute."""
        async with httpx.AsyncClient(base_url=self.server.stripe_url, auth=("sk_test_any", ""), timeout=30) as stripe:
            answer = await stripe.post(path, **body)
        assert answer.is_success, answer.text
        return dict(answer.json())

    async def available(self) -> str:
        return (await balance(self.client))["available"]


async def act(page: Page, name: str, fields: dict[str, str] | None = None, *, within: Locator | None = None) -> None:
    """Open the dialog of this name, fill its fields in, and confirm. `within`: such as the row that it is about."""
    await (within or page).get_by_role("button", name=name, exact=True).first.click()
    dialog = page.get_by_role("dialog", name=name)
    for label, text in (fields or {}).items():
        await dialog.get_by_label(label, exact=False).first.fill(text)
    await dialog.get_by_role("button", name=name, exact=True).click()


async def done(page: Page) -> None:
    """It was accepted: the dialog is gone."""
    await expect(page.get_by_role("dialog")).to_have_count(0)
