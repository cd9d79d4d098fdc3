"""Somebody with a subscription in a `Shop`, and what Stripe and the shop say of it."""

from dataclasses import dataclass
from typing import Any

from models.ids import new_id
from models.subscription import PlanInterval, Subscription, SubscriptionStatus
from models.subscription_invoice import SubscriptionInvoice
from services.identity.viewer import Viewer
from tests.support.shop import Shop
from tests.support.waiting import until

__all__ = ["Subscriber", "subscriber"]

DECLINED = "pm_card_visa_chargeDeclinedInsufficientFunds"


@dataclass
class Subscriber:
    """`id` is our subscription's; `reference` is Stripe's."""

    shop: Shop
    viewer: Viewer
    id: str
    reference: str
    secret: str

    async def pay(self, card: str = "pm_card_visa") -> None:
        """Pay the invoice that is open, as Stripe.js does it with the client secret."""
        secret = await self.shop.gateway.subscriptions.first_payment_secret(self.reference)
        assert secret is not None
        await self.shop._stripe.post(
            f"/v1/payment_intents/{secret.partition('_secret_')[0]}/confirm", data={"payment_method": card}
        )

    async def card(self, card: str) -> None:
        """Let this card pay what comes."""
        answer = await self.shop._stripe.post(
            f"/v1/subscriptions/{self.reference}", data={"default_payment_method": card}
        )
        assert answer.status_code == 200, answer.text

    async def time(self, step: str, **body: str) -> None:
        """Let time pass at Stripe; see the simulated Stripe's `pass_time`. From then on `card` pays, if it is given."""
        await self.shop.control(f"/subscriptions/{self.reference}/{step}", **body)

    async def now(self) -> Subscription:
        """Our record as it is now."""
        found = await Subscription.get(self.id)
        assert found is not None
        return found

    async def becomes(self, status: SubscriptionStatus, **fields: Any) -> Subscription:
        """Our record once it stands so, by the events that Stripe sends."""

        async def there() -> Subscription | None:
            now = await self.now()
            fits = all(getattr(now, name) == value for name, value in fields.items())
            return now if now.status is status and fits else None

        return await until(there)

    async def invoices(self) -> list[SubscriptionInvoice]:
        """What was accepted, oldest first."""
        return await SubscriptionInvoice.find({"subscription_id": self.id}).sort("+period_start", "+paid_at").to_list()

    async def grants(self) -> list[tuple[str, int]]:
        """Keys and tokens of the wallet's entries."""
        return await self.shop.credits(self.viewer)

    async def stripe(self) -> dict[str, Any]:
        """Stripe's subscription."""
        return (await self.shop._stripe.get(f"/v1/subscriptions/{self.reference}")).json()

    async def stripe_invoices(self) -> list[dict[str, Any]]:
        """Stripe's invoices, oldest first."""
        listed = await self.shop._stripe.get("/v1/invoices", params={"subscription": self.reference, "limit": 100})
        return listed.json()["data"][::-1]

    async def events(self) -> list[dict[str, Any]]:
        """All events about it, its invoices and their payments, oldest first, delivered or not."""
        listed = (await self.shop._stripe.get("/v1/events", params={"limit": 100})).json()["data"]
        customer = (await self.now()).customer_reference
        return [event for event in listed[::-1] if event["data"]["object"].get("customer") == customer]

    async def event(self, kind: str) -> dict[str, Any]:
        """The newest event of this type about it."""
        return next(event for event in reversed(await self.events()) if event["type"] == kind)


async def subscriber(
    shop: Shop,
    plan: str = "pro",
    *,
    interval: PlanInterval = PlanInterval.MONTH,
    paid: bool = False,
    viewer: Viewer | None = None,
) -> Subscriber:
    """Somebody who has subscribed; with `paid`, whose first payment is made and granted."""
    viewer = viewer or await shop.member()
    started = await shop.subscriptions.subscribe(viewer, plan, new_id("key"), None, interval)
    reference, secret = started.subscription.gateway_reference, started.client_secret
    assert reference is not None
    assert secret is not None
    person = Subscriber(shop, viewer, started.subscription.id, reference, secret)
    if paid:
        await person.pay()
        await shop.subscriptions.follow(reference)
        assert (await person.now()).status is SubscriptionStatus.ACTIVE
    return person
