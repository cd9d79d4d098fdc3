"""A shop that sells in rupees through Razorpay: the real SDK, a simulated Razorpay, and the webhook route."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from database.setup import Database
from gateways.payment_gateways import PaymentGateways
from gateways.razorpay.gateway import RazorpayGateway
from gateways.simulated_razorpay.background import SimulatedRazorpay
from gateways.simulated_razorpay.options import RazorpayOptions
from gateways.simulated_razorpay.signing import webhook_signature
from gateways.stripe.gateway import StripeGateway
from models.ids import new_id
from models.payment import Payment, PaymentMethod
from models.webhook_event import WebhookEvent
from services.admin.actions import AdminActions
from services.catalog.package import Package, Price
from services.catalog.packages import PackageCatalog
from services.catalog.plans import load_plans
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.money import Money
from services.payments import Payments
from services.payments.purchase import StartedPurchase
from services.reconciliation import Reconciliation
from services.reversals import Reversals
from services.subscriptions import Plans
from settings import Settings
from tests.support.clock import ShiftedClock
from tests.support.ports import free_port
from tests.support.shop import MAXIMUM_BODY_BYTES, Shop
from tests.support.waiting import until
from webhooks.payments import payment_webhook_routes, webhook_path

__all__ = ["RazorpayShop", "gateway_of", "open_razorpay_shop"]

RUPEES = Package("rupees", "Rupees", 1000, (Price(Money(49_900, "INR")), Price(Money(4_000, "CNY"))))
PAISE = Package("paise", "Paise", 10, (Price(Money(99, "INR")),))
"""Below the smallest amount that Razorpay takes."""


def gateway_of(simulated: SimulatedRazorpay, *, timeout_seconds: float = 4) -> RazorpayGateway:
    """The gateway on the real SDK, pointed at the simulated Razorpay."""
    return RazorpayGateway(
        key_id=simulated.key_id,
        key_secret=simulated.key_secret,
        webhook_secret=simulated.webhook_secret,
        timeout_seconds=timeout_seconds,
        api_base=simulated.api_base,
        simulated=True,
    )


class RazorpayShop(Shop):
    """What a test of payments through Razorpay needs; `Shop` has what does not depend on the gateway."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        ledger: Ledger,
        clock: ShiftedClock,
        razorpay: SimulatedRazorpay,
        gateway: RazorpayGateway,
        stripe: StripeGateway,
        webhook_url: str,
    ) -> None:
        self.database, self.ledger, self.clock = database, ledger, clock
        self.gateway = gateway
        self.webhook_secret, self.webhook_url = razorpay.webhook_secret, webhook_url
        self.packages = PackageCatalog([RUPEES, PAISE])
        self.gateways = PaymentGateways([stripe, gateway], {"INR": "razorpay"})
        self.payments = Payments(
            settings=settings, clock=clock, packages=self.packages, ledger=ledger, gateways=self.gateways
        )
        self.reversals = Reversals(
            payments=self.payments, ledger=ledger, gateways=self.gateways, actions=AdminActions(clock), clock=clock
        )
        self.plans = Plans(catalog=load_plans(), clock=clock)
        self.customers = self.saved_cards = SimpleNamespace()
        self.reconciliation = self.make_reconciliation(self.payments)
        self.http = httpx.AsyncClient(timeout=30)
        auth = (razorpay.key_id, razorpay.key_secret)
        self._razorpay = httpx.AsyncClient(base_url=razorpay.api_base, auth=auth, timeout=30)

    def make_reconciliation(self, payments: Payments) -> Reconciliation:
        """With Razorpay alone: nobody answers for Stripe here."""
        return Reconciliation(
            payments=payments,
            gateways=PaymentGateways([self.gateway]),
            clock=self.clock,
            period_hours=24,
            lookback_days=30,
            rest_seconds=0,
        )

    async def close(self) -> None:
        await self.http.aclose()
        await self._razorpay.aclose()

    async def buy(self, viewer: Viewer, package: str = "rupees", key: str | None = None) -> StartedPurchase:
        return await self.payments.purchase(viewer, package, PaymentMethod.UPI, key or new_id("key"), "INR")

    async def api(self, path: str, **params: Any) -> dict[str, Any]:
        """What Razorpay's API answers to a GET."""
        answer = await self._razorpay.get(f"/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def control(self, path: str, /, **body: Any) -> dict[str, Any]:
        answer = await self._razorpay.post(f"/_simulator{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def pay(self, payment: Payment, outcome: str = "pay") -> dict[str, str]:
        """Pay, authorize or decline as a person does; what Razorpay's form hands to the browser."""
        return await self.control(f"/orders/{payment.gateway_reference}/{outcome}", method="upi")

    async def orders_of(self, payment_id: str) -> list[dict[str, Any]]:
        return (await self.api("/orders", receipt=payment_id, count=100))["items"]

    async def clear_faults(self) -> None:
        (await self._razorpay.delete("/_simulator/faults")).raise_for_status()

    async def all_events(self, payment: Payment) -> list[dict[str, Any]]:
        """Every event about a payment, oldest first: its id, and the body as Razorpay made it."""
        listed = (await self._razorpay.get("/_simulator/events")).json()["data"]
        found = [event for event in listed if json.dumps(payment.gateway_reference) in json.dumps(event["body"])]
        return found[::-1]

    async def last_event(self, payment: Payment, kind: str) -> dict[str, Any]:
        return next(each for each in reversed(await self.all_events(payment)) if each["body"]["event"] == kind)

    def signed(self, body: bytes, *, secret: str | None = None, event_id: str | None = None) -> dict[str, str]:
        """The headers with which Razorpay sends `body`."""
        return {
            "x-razorpay-signature": webhook_signature(body, secret or self.webhook_secret),
            "x-razorpay-event-id": event_id or new_id("evt"),
            "content-type": "application/json",
        }

    async def post_event(self, event: dict[str, Any]) -> httpx.Response:
        body = json.dumps(event["body"]).encode()
        return await self.http.post(self.webhook_url, content=body, headers=self.signed(body, event_id=event["id"]))

    async def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        answer = await self._razorpay.get("/_simulator/deliveries", params={"event": event_id})
        return answer.json()["data"]

    async def delivered(self, payment: Payment) -> None:
        """Wait until every event about a payment has arrived."""

        async def all_of_them() -> bool:
            events = await self.all_events(payment)
            found = [each for event in events for each in await self.deliveries(event["id"])]
            return all(each["state"] == "delivered" for each in found)

        await until(all_of_them)

    async def events_of(self, payment: Payment) -> list[WebhookEvent]:
        return await WebhookEvent.find({"object_id": payment.gateway_reference}).sort("+received_at").to_list()


@asynccontextmanager
async def open_razorpay_shop(database: Database, settings: Settings) -> AsyncIterator[RazorpayShop]:
    """A shop on `database`, whose webhook route listens on a port of its own."""
    port = free_port()
    webhook_url = f"http://127.0.0.1:{port}{webhook_path('razorpay')}"
    clock = ShiftedClock()
    ledger = Ledger(database, clock)
    ledger.start()
    with SimulatedRazorpay(replace(RazorpayOptions(), webhook_url=webhook_url, retry_seconds=0.2)) as razorpay:
        gateway = gateway_of(razorpay)
        # Nobody listens there: whatever is asked of Stripe about a payment of Razorpay's fails.
        stripe = StripeGateway(
            secret_key="sk_test_simulated",
            publishable_key="pk_test_simulated",
            webhook_secret="whsec_none",
            timeout_seconds=1,
            api_base="http://127.0.0.1:9",
        )
        shop = RazorpayShop(
            database=database,
            settings=settings,
            ledger=ledger,
            clock=clock,
            razorpay=razorpay,
            gateway=gateway,
            stripe=stripe,
            webhook_url=webhook_url,
        )
        routes = payment_webhook_routes(shop.payments, shop.gateways, maximum_bytes=MAXIMUM_BODY_BYTES)
        server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
        )
        serving = asyncio.create_task(server._serve())
        await until(lambda: asyncio.sleep(0, server.started))
        try:
            yield shop
        finally:
            server.should_exit = True
            await serving
            await shop.close()
            await stripe.close()
            await gateway.close()
            await ledger.stop()
