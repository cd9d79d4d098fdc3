"""A shop of real parts: ledger, payments, the Stripe gateway on the SDK, a simulated Stripe, and the webhook route."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from database.setup import Database
from gateways.payment_gateways import PaymentGateways
from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from gateways.stripe.gateway import StripeGateway
from models.ids import new_id
from models.payment import Payment, PaymentMethod, PaymentStatus
from models.user import Role, User
from models.webhook_event import WebhookEvent
from services.admin.actions import AdminActions
from services.auto_top_up import AutoTopUps
from services.catalog.package import Package, Price, VolumeTier
from services.catalog.packages import PackageCatalog, load_catalog
from services.catalog.plans import load_plans
from services.clock import system_clock
from services.customers import CustomerService
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.money import Money
from services.paging import PageRequest
from services.payments import Payments
from services.payments.checkout import StartedCheckout
from services.payments.order import PurchaseOptions
from services.payments.purchase import StartedPurchase
from services.reconciliation import Reconciliation, ReconciliationReport
from services.reversals import Reversals
from services.saved_cards import SavedCardService
from services.subscriptions import Plans, Subscriptions
from settings import Settings
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE_SECONDS
from webhooks.payments import payment_webhook_routes, webhook_path

__all__ = ["ShiftedClock", "Shop", "ShopServer", "open_shop"]

SHOP_URL = "http://127.0.0.1:8000"
MAXIMUM_BODY_BYTES = 65_536
CHEAP = Package("cheap", "Cheap", 10, (Price(Money(10, "USD")),))
"""Below the smallest amount that Stripe charges."""
WORLDWIDE = Package("worldwide", "Worldwide", 1000, (Price(Money(7000, "CNY")), Price(Money(1000, "USD"))))
BULK = Package("bulk", "Bulk", 100, (Price(Money(1000, "CNY")),), tiers=(VolumeTier(5, 10),))
DEAR = Package("dear", "Dear", 100, (Price(Money(49_999_999, "CNY")),))
HEAVY = Package("heavy", "Heavy", 10**15, (Price(Money(1000, "CNY")),))


class ShiftedClock:
    """This machine's time, moved forward by a test: Stripe's own times stay real."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.shift

    def advance(self, **parts: float) -> None:
        self.shift += timedelta(**parts)


@dataclass(frozen=True)
class ShopServer:
    """The services of one more server process of the same shop."""

    payments: Payments
    reversals: Reversals
    subscriptions: Subscriptions

    async def sweep(self, rows: int) -> None:
        """One pass of every sweeper."""
        await self.payments.complete_payments(rows)
        await self.subscriptions.complete_subscriptions(rows)
        await self.reversals.complete(rows)


class Shop:
    """What a test of payments needs."""

    def __init__(
        self,
        *,
        database: Database,
        settings: Settings,
        ledger: Ledger,
        clock: ShiftedClock,
        stripe: SimulatedStripe,
        gateway: StripeGateway,
        webhook_url: str,
    ) -> None:
        self.database = database
        self.settings = settings
        self.ledger = ledger
        self.clock = clock
        self.gateway = gateway
        self.webhook_secret = stripe.webhook_secret
        self.webhook_url = webhook_url
        self.packages = PackageCatalog([*load_catalog().on_sale(), CHEAP, WORLDWIDE, BULK, DEAR, HEAVY])
        self.gateways = PaymentGateways([gateway])
        self.payments = Payments(
            settings=settings, clock=clock, packages=self.packages, ledger=ledger, gateways=self.gateways
        )
        self.plans = Plans(catalog=load_plans(), clock=clock)
        self.customers = CustomerService(self.gateways, clock)
        self.subscriptions = self._make_subscriptions(self.payments, ledger)
        self.saved_cards = SavedCardService(self.gateways, self.customers, clock)
        self.reconciliation = self.make_reconciliation(self.payments)
        self.auto_top_ups = AutoTopUps(
            ledger=ledger,
            packages=self.packages,
            payments=self.payments,
            saved_cards=self.saved_cards,
            gateways=self.gateways,
            clock=clock,
        )
        self.reversals = Reversals(
            payments=self.payments, ledger=ledger, gateways=self.gateways, actions=AdminActions(clock), clock=clock
        )
        self.http = httpx.AsyncClient(timeout=30)
        self._stripe = httpx.AsyncClient(base_url=stripe.api_base, auth=(stripe.secret_key, ""), timeout=30)

    async def close(self) -> None:
        await self.http.aclose()
        await self._stripe.aclose()

    def new_server(self, ledger: Ledger | None = None) -> ShopServer:
        """A further server, or one that takes the place of another: it knows only what is stored."""
        ledger = ledger or self.ledger
        payments = Payments(
            settings=self.settings, clock=self.clock, packages=self.packages, ledger=ledger, gateways=self.gateways
        )
        actions = AdminActions(self.clock)
        return ShopServer(
            payments,
            Reversals(payments=payments, ledger=ledger, gateways=self.gateways, actions=actions, clock=self.clock),
            self._make_subscriptions(payments, ledger),
        )

    def _make_subscriptions(self, payments: Payments, ledger: Ledger) -> Subscriptions:
        return Subscriptions(
            settings=self.settings,
            clock=self.clock,
            plans=self.plans.catalog,
            ledger=ledger,
            gateways=self.gateways,
            customers=self.customers,
            payments=payments,
        )

    def make_reconciliation(self, payments: Payments) -> Reconciliation:
        return Reconciliation(
            payments=payments,
            gateways=self.gateways,
            clock=self.clock,
            period_hours=24,
            lookback_days=30,
            rest_seconds=0,
        )

    async def reconcile(self, *, fix: bool = False) -> ReconciliationReport:
        """All that Stripe has, compared with all that we have."""
        return await self.reconciliation.run(since=system_clock() - timedelta(days=1), fix=fix)

    def someone(self) -> Viewer:
        return Viewer(user_id=new_id("usr"), wallet_id=new_id("wal"), role=Role.USER, session_id=new_id("ses"))

    async def member(self) -> Viewer:
        """Somebody who has signed up."""
        user = User(
            email=f"{new_id('a')}@example.com",
            name="Ada",
            password_hash="none",
            created_at=self.clock(),
            customer_due_at=self.clock(),
        )
        await user.insert()
        return Viewer(user_id=user.id, wallet_id=user.wallet_id, role=Role.USER, session_id=new_id("ses"))

    async def save_card(self, viewer: Viewer, card: str = "pm_card_visa", address: dict[str, str] | None = None) -> str:
        """Save a test card as the viewer does on Stripe's form, where they may say where they live; its id."""
        setup = await self.saved_cards.start_setup(viewer, new_id("key"), consent=True)
        reference = setup.client_secret.partition("_secret_")[0]
        await self.control(f"/setup_intents/{reference}/save", card=card, address=address)
        return (await self.saved_cards.cards(viewer))[0].reference

    @staticmethod
    def page(first: int, after: str | None = None) -> PageRequest:
        return PageRequest(first=first, after=after)

    async def buy(self, viewer: Viewer, package: str = "package_500k", key: str | None = None) -> StartedPurchase:
        return await self.payments.purchase(viewer, package, PaymentMethod.CARD, key or new_id("key"))

    async def checkout(
        self, viewer: Viewer, package: str = "package_500k", key: str | None = None, **options: Any
    ) -> StartedCheckout:
        """Start to buy on Stripe's page."""
        urls = {"success_url": f"{SHOP_URL}/paid", "cancel_url": f"{SHOP_URL}/packages"}
        asked = PurchaseOptions(**(urls | options))
        return await self.payments.checkout(viewer, package, PaymentMethod.CARD, key or new_id("key"), None, asked)

    async def on_page(self, payment: Payment, outcome: str, **body: Any) -> dict[str, Any]:
        """What the payer does on Stripe's page: pay, decline or process; the session."""
        return await self.control(f"/checkout_sessions/{payment.checkout_reference}/{outcome}", **body)

    async def session(self, payment: Payment) -> dict[str, Any]:
        return (await self._stripe.get(f"/v1/checkout/sessions/{payment.checkout_reference}")).json()

    async def last_event_about(self, object_id: str, kind: str) -> dict[str, Any]:
        """The newest event about an object, as Stripe made it, delivered or not."""
        return (await self.events_about(object_id, kind))[0]

    async def events_about(self, object_id: str, kind: str) -> list[dict[str, Any]]:
        """Those of the newest 100 of this kind that are about the object, newest first."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100, "type": kind})).json()["data"]
        return [event for event in listed if event["data"]["object"]["id"] == object_id]

    async def confirm(self, payment: Payment, card: str = "pm_card_visa") -> dict[str, Any]:
        """Pay as Stripe.js does; the PaymentIntent, also when it was declined."""
        url = f"/v1/payment_intents/{payment.gateway_reference}/confirm"
        answer = (await self._stripe.post(url, data={"payment_method": card})).json()
        return answer["error"]["payment_intent"] if "error" in answer else answer

    async def intent(self, reference: str) -> dict[str, Any]:
        return (await self._stripe.get(f"/v1/payment_intents/{reference}")).json()

    async def intents_of(self, payment_id: str) -> list[dict[str, Any]]:
        listed = (await self._stripe.get("/v1/payment_intents", params={"limit": 100})).json()
        return [intent for intent in listed["data"] if intent["metadata"].get("payment_id") == payment_id]

    async def control(self, path: str, /, **body: Any) -> dict[str, Any]:
        """One of the simulated Stripe's controls for tests."""
        answer = await self._stripe.post(f"/_simulator{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def stripe(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        """One of Stripe's own calls, as the shop's staff would make it."""
        answer = await self._stripe.post(path, data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def events_around(self, payment: Payment) -> list[dict[str, Any]]:
        """All events about a payment, its charge, refunds and disputes, as Stripe made them, newest first."""
        return await self.events_around_intent(payment.gateway_reference or "")

    async def events_around_intent(self, intent: str) -> list[dict[str, Any]]:
        """The same for whatever this PaymentIntent pays."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100})).json()["data"]
        objects = [event["data"]["object"] for event in listed]
        about = [item["id"] if item["object"] == "payment_intent" else item.get("payment_intent") for item in objects]
        return [event for event, reference in zip(listed, about, strict=True) if reference == intent]

    async def reversal_ids(self, payment: Payment) -> dict[str, str]:
        """The ids of the newest refund and dispute of a payment."""
        found = {}
        for kind in ("refund", "dispute"):
            params = {"payment_intent": payment.gateway_reference or ""}
            rows = (await self._stripe.get(f"/v1/{kind}s", params=params)).json()["data"]
            found |= {kind: rows[0]["id"]} if rows else {}
        return found

    async def keys(self, viewer: Viewer) -> list[str]:
        """The keys of all entries in the wallet's ledger, in order."""
        rows = self.database["ledger_entries"].find({"wallet": viewer.wallet_id}).sort("seq", 1)
        return [row["key"] async for row in rows]

    async def clear_faults(self) -> None:
        (await self._stripe.delete("/_simulator/faults")).raise_for_status()

    async def try_control(self, path: str, /, **body: Any) -> dict[str, Any] | None:
        """What a person does at the simulated Stripe, and what came of it; None when it refuses."""
        answer = await self._stripe.post(f"/_simulator{path}", json=body)
        return answer.json() if answer.status_code == 200 else None

    async def everything(self, kind: str, **query: str) -> list[dict[str, Any]]:
        """All objects of one of Stripe's lists, such as `refunds`, as plain data, newest first."""
        found: list[dict[str, Any]] = []
        params: dict[str, Any] = {"limit": 100, **query}
        while True:
            page = (await self._stripe.get(f"/v1/{kind}", params=params)).json()
            found += page["data"]
            if not page["has_more"]:
                return found
            params["starting_after"] = found[-1]["id"]

    async def events_after(self, event_id: str | None) -> list[dict[str, Any]]:
        """All events that Stripe made after this one, oldest first."""
        found: list[dict[str, Any]] = []
        while True:
            after = {"ending_before": event_id} if event_id is not None else {}
            page = (await self._stripe.get("/v1/events", params={"limit": 100, **after})).json()
            found += page["data"][::-1]
            if not page["has_more"] or event_id is None:
                return found
            event_id = found[-1]["id"]

    async def send_event(
        self, payment: Payment, kind: str = "payment_intent.succeeded", *, event: dict[str, Any] | None = None, **change
    ) -> str:
        """Let Stripe send a further event about a payment, in which `change` differs from the truth; its id."""
        body = {"object": payment.gateway_reference, "type": kind, "overrides": change, "event": event or {}}
        return (await self.control("/events", **body))["id"]

    async def last_event(self, payment: Payment, kind: str) -> dict[str, Any]:
        """The newest event about a payment, as Stripe made it, delivered or not."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100, "type": kind})).json()["data"]
        return next(event for event in listed if event["data"]["object"]["id"] == payment.gateway_reference)

    async def all_events(self, payment: Payment) -> list[dict[str, Any]]:
        """All events about a payment, oldest first, delivered or not."""
        listed = (await self._stripe.get("/v1/events", params={"limit": 100})).json()["data"]
        return [event for event in listed[::-1] if event["data"]["object"]["id"] == payment.gateway_reference]

    def signed(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The headers with which Stripe sends `body`."""
        moment = int(time.time() if at is None else at)
        mac = hmac.new((secret or self.webhook_secret).encode(), b"%d." % moment + body, hashlib.sha256)
        return {"stripe-signature": f"t={moment},v1={mac.hexdigest()}", "content-type": "application/json"}

    async def post_event(self, event: dict[str, Any]) -> httpx.Response:
        """Deliver `event` by hand, signed as Stripe does."""
        body = json.dumps(event).encode()
        return await self.http.post(self.webhook_url, content=body, headers=self.signed(body))

    async def sweep(self) -> None:
        """One pass of every sweeper that completes what events left half done."""
        await self.payments.complete_payments(100)
        await self.reversals.complete(100)

    async def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        answer = await self._stripe.get("/_simulator/deliveries", params={"event": event_id})
        return answer.json()["data"]

    async def settled(self, event_id: str, count: int = 1) -> list[dict[str, Any]]:
        """The deliveries of an event, once `count` of them got their 2xx."""

        async def done() -> list[dict[str, Any]]:
            rows = await self.deliveries(event_id)
            return rows if sum(row["state"] == "delivered" for row in rows) >= count else []

        return await until(done)

    async def events_of(self, payment: Payment) -> list[WebhookEvent]:
        return await WebhookEvent.find({"object_id": payment.gateway_reference}).sort("+received_at").to_list()

    async def event(self, event_id: str) -> WebhookEvent | None:
        return await WebhookEvent.find_one({"event_id": event_id})

    async def payment(self, payment: Payment) -> Payment:
        found = await Payment.get(payment.id)
        assert found is not None
        return found

    async def becomes(self, payment: Payment, status: PaymentStatus) -> Payment:
        """The payment once it stands at `status` and all its events are handled."""

        async def there() -> Payment | None:
            now = await self.payment(payment)
            events = await self.events_of(payment)
            if now.status is not status or not all(event.handled_at for event in events):
                return None
            return await self.payment(payment)  # what followed the status may have come between the two readings

        return await until(there)

    async def forgotten(self, payment: Payment) -> Payment:
        """The payment, of which Stripe knows nothing any more."""
        reference = new_id("pi_gone")
        await self.database["payments"].update_one({"_id": payment.id}, {"$set": {"gateway_reference": reference}})
        return await self.payment(payment)

    async def credits(self, viewer: Viewer) -> list[tuple[str, int]]:
        """Key and amount of every grant in the wallet's ledger."""
        rows = self.database["ledger_entries"].find({"wallet": viewer.wallet_id}).sort("seq", 1)
        return [(row["key"], sum(change["amount"] for change in row["changes"])) async for row in rows]

    async def documents(self) -> dict[str, int]:
        """How many documents every collection holds."""
        names = await self.database.list_collection_names()
        return {name: await self.database[name].count_documents({}) for name in sorted(names)}


async def until(condition: Callable[[], Awaitable[Any]], seconds: float = PATIENCE_SECONDS) -> Any:
    """What `condition` gives once it is true; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := await condition()):
        assert time.monotonic() < deadline, f"not so within {seconds} s"
        await asyncio.sleep(0.02)
    return value


@asynccontextmanager
async def open_shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    """A shop on `database`, whose webhook route listens on a port of its own."""
    port = free_port()
    webhook_url = f"http://127.0.0.1:{port}{webhook_path('stripe')}"
    clock = ShiftedClock()
    ledger = Ledger(database, clock)
    ledger.start()
    with SimulatedStripe(replace(Options(), webhook_url=webhook_url, retry_seconds=0.2)) as stripe:
        gateway = StripeGateway(
            secret_key=stripe.secret_key,
            publishable_key=stripe.publishable_key,
            webhook_secret=stripe.webhook_secret,
            timeout_seconds=4,
            api_base=stripe.api_base,
            simulated=True,
        )
        shop = Shop(
            database=database,
            settings=settings,
            ledger=ledger,
            clock=clock,
            stripe=stripe,
            gateway=gateway,
            webhook_url=webhook_url,
        )
        routes = payment_webhook_routes(shop.payments, shop.gateways, maximum_bytes=MAXIMUM_BODY_BYTES)
        server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="warning", lifespan="off")
        )
        serving = asyncio.create_task(server._serve())
        await until(lambda: _value(server.started))
        try:
            yield shop
        finally:
            server.should_exit = True
            await serving
            await shop.close()
            await gateway.close()
            await ledger.stop()


async def _value(value: Any) -> Any:
    return value
