"""An admin at the web client, and the user whom they look after."""

import httpx
from playwright.async_api import Page, expect

from models.ids import new_id
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

    async def buy(self) -> None:
        """100,000 tokens for CN¥10.00, paid as Stripe's own library would."""
        started = (await self.client.execute(PURCHASE))["purchase"]
        async with httpx.AsyncClient() as http:
            await http.post(
                f"{self.server.stripe_url}/v1/payment_intents/{started['payment']['gatewayReference']}/confirm",
                auth=(started["publishableKey"], ""),
                data={"client_secret": started["clientSecret"], "payment_method": "pm_card_visa"},
            )
        await eventually(lambda: only_purchase(self.client), lambda node: node["status"] == "SUCCEEDED")

    async def available(self) -> str:
        return (await balance(self.client))["available"]


async def act(page: Page, name: str, fields: dict[str, str]) -> None:
    """Open the dialog of this name, fill its fields in, and confirm."""
    await page.get_by_role("button", name=name, exact=True).first.click()
    dialog = page.get_by_role("dialog", name=name)
    for label, text in fields.items():
        await dialog.get_by_label(label, exact=False).fill(text)
    await dialog.get_by_role("button", name=name, exact=True).click()


async def done(page: Page) -> None:
    """It was accepted: the dialog is gone."""
    await expect(page.get_by_role("dialog")).to_have_count(0)
