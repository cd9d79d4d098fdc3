"""A shop of real parts: ledger, payments, the Stripe gateway on the SDK, a simulated Stripe, and the webhook route."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

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
from tests.support.clock import ShiftedClock
from tests.support.ports import free_port
from tests.support.stripe_side import StripeSide
from tests.support.waiting import until
from webhooks.payments import payment_webhook_routes, webhook_path

__all__ = ["Shop", "ShopServer", "open_shop"]

SHOP_URL = "http://127.0.0.1:8000"
MAXIMUM_BODY_BYTES = 65_536
CHEAP = Package("cheap", "Cheap", 10, (Price(Money(10, "USD")),))
"""Below the smallest amount that Stripe charges."""
WORLDWIDE = Package("worldwide", "Worldwide", 1000, (Price(Money(7000, "CNY")), Price(Money(1000, "USD"))))
BULK = Package("bulk", "Bulk", 100, (Price(Money(1000, "CNY")),), tiers=(VolumeTier(5, 10),))
DEAR = Package("dear", "Dear", 100, (Price(Money(49_999_999, "CNY")),))
HEAVY = Package("heavy", "Heavy", 10**15, (Price(Money(1000, "CNY")),))


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


class Shop(StripeSide):
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
        super().__init__(stripe, webhook_url)
        self.database = database
        self.settings = settings
        self.ledger = ledger
        self.clock = clock
        self.gateway = gateway
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

    async def keys(self, viewer: Viewer) -> list[str]:
        """The keys of all entries in the wallet's ledger, in order."""
        rows = self.database["ledger_entries"].find({"wallet": viewer.wallet_id}).sort("seq", 1)
        return [row["key"] async for row in rows]

    async def sweep(self) -> None:
        """One pass of every sweeper that completes what events left half done."""
        await self.payments.complete_payments(100)
        await self.reversals.complete(100)

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

    async def becomes_by_sweeping(self, payment: Payment, status: PaymentStatus) -> Payment:
        """As `becomes`, where a sweeper has a part in it: one that came before the last event has to come again."""

        async def there() -> bool:
            await self.sweep()
            return (await self.payment(payment)).status is status

        await until(there)
        return await self.becomes(payment, status)

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
        """How many documents every collection holds; counts of guesses apart, which what is refused does write."""
        names = set(await self.database.list_collection_names()) - {"attempt_counts"}
        return {name: await self.database[name].count_documents({}) for name in sorted(names)}


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
