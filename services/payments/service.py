"""Everything that the outside of this folder may ask of payments."""

from collections.abc import Sequence

from gateways.payment_gateway import GatewayEvent, MethodAvailability
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentMethod, TaxBehavior
from services.catalog.package import Package, Price
from services.catalog.packages import PackageCatalog
from services.clock import Clock
from services.customers import CustomerService
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.money import Money
from services.paging import Page, PageRequest
from services.payments.cancel import Cancellations
from services.payments.card_charges import CardCharges
from services.payments.checkout import CheckoutRules, Checkouts, StartedCheckout
from services.payments.checkout_events import CheckoutEvents
from services.payments.decisions import FlagCode, Report
from services.payments.errors import PaymentsUnavailableError
from services.payments.events import CHECKOUT_SESSION, PaymentEvents
from services.payments.follow_up import FollowUp
from services.payments.gifts import Gifts, ReceivedGift
from services.payments.handlers import EventHandler, EventHandlers, Hint, MoneyReturner, PaymentElsewhere
from services.payments.history import EVERYTHING, PurchaseFilter
from services.payments.inbox import Inbox
from services.payments.methods import PaymentMethods
from services.payments.opening import Openings, PurchaseLimits
from services.payments.order import PLAIN, PurchaseOptions
from services.payments.ordering import Ordering
from services.payments.pricing import Pricing
from services.payments.purchase import Purchases, ReceiptEmail, StartedPurchase
from services.payments.quote import Quote
from services.payments.store import PaymentStore
from services.payments.sweeper import PaymentSweeper, Swept
from services.payments.taxing import Taxing
from services.payments.verification import Verifications
from services.promotions.offers import Offers
from services.promotions.reservations import Reservations
from settings import Settings

__all__ = ["Payments"]

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


async def _nowhere(_user_id: str) -> None:
    """No e-mail address, for servers whose gateways send no receipts."""


class Payments:
    """Buying tokens. One instance a process; `taxing` tells tax. Every method may raise PaymentsUnavailableError."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        packages: PackageCatalog,
        ledger: Ledger,
        gateways: PaymentGateways,
        receipt_email: ReceiptEmail = _nowhere,
    ) -> None:
        self._store = PaymentStore()
        self._gateways = gateways
        self._handlers = EventHandlers()
        inbox = Inbox(clock)
        self._methods = PaymentMethods(packages, gateways)
        self._gifts = Gifts(clock)
        reservations = Reservations()
        offers = Offers(reservations, clock, settings.first_purchase_discount_percent)
        self._pricing = Pricing(settings.purchase_max_quantity, offers, gateways)
        rewards = (settings.referral_referrer_tokens, settings.referral_referred_tokens)
        follow_up = FollowUp(store=self._store, reservations=reservations, ledger=ledger, clock=clock, rewards=rewards)
        openings = Openings(
            store=self._store,
            pricing=self._pricing,
            reservations=reservations,
            clock=clock,
            limits=PurchaseLimits(settings.payment_expiry_seconds, settings.open_payments_per_user),
        )
        behavior = TaxBehavior(settings.tax_behavior) if settings.automatic_tax else None
        self.taxing = Taxing(store=self._store, gateways=gateways, behavior=behavior)
        ordering = Ordering(
            store=self._store,
            methods=self._methods,
            openings=openings,
            gifts=self._gifts,
            taxing=self.taxing,
            gateways=gateways,
        )
        customers = CustomerService(gateways, clock)
        self._checkouts = Checkouts(
            store=self._store,
            ordering=ordering,
            customers=customers,
            follow_up=follow_up,
            gateways=gateways,
            rules=CheckoutRules(settings.return_origins),
            receipt_email=receipt_email,
        )
        self._purchases = Purchases(
            store=self._store,
            ordering=ordering,
            customers=customers,
            taxing=self.taxing,
            follow_up=follow_up,
            gateways=gateways,
            clock=clock,
            receipt_email=receipt_email,
        )
        self._events = PaymentEvents(
            store=self._store,
            inbox=inbox,
            ledger=ledger,
            clock=clock,
            handlers=self._handlers,
            reservations=reservations,
            follow_up=follow_up,
        )
        self._checkout_events = CheckoutEvents(
            store=self._store, events=self._events, gateways=gateways, follow_up=follow_up
        )
        self._handlers.add(CHECKOUT_SESSION, self._checkout_events.handle)
        self._cancellations = Cancellations(
            store=self._store,
            events=self._events,
            checkouts=self._checkout_events,
            gateways=gateways,
            follow_up=follow_up,
        )
        self._card_charges = CardCharges(
            store=self._store, events=self._events, cancellations=self._cancellations, gateways=gateways, clock=clock
        )
        self._verifications = Verifications(store=self._store, events=self._events, gateways=gateways)
        self._handlers.add("order", self._verifications.follow)
        self._sweeper = PaymentSweeper(
            store=self._store,
            inbox=inbox,
            events=self._events,
            handlers=self._handlers,
            cancellations=self._cancellations,
            checkouts=self._checkout_events,
            follow_up=follow_up,
            gateways=gateways,
            clock=clock,
        )

    def handle_events_about(self, object_type: str, handler: EventHandler) -> None:
        """Let `handler` handle what the gateway says of objects of this type; see `services.payments.handlers`."""
        self._handlers.add(object_type, handler)

    def take_payments_elsewhere(self, taker: PaymentElsewhere) -> None:
        """Let `taker` take payments that none of ours names; see `services.payments.handlers`."""
        self._handlers.elsewhere = taker

    def return_money_by(self, returner: MoneyReturner) -> None:
        """Let `returner` return what was paid and is not credited; see `services.payments.handlers`."""
        self._handlers.returner = returner

    async def methods(self, package_id: str, currency: str | None = None) -> list[MethodAvailability]:
        """See `PaymentMethods.options`."""
        return await self._methods.options(package_id, currency)

    @_away_is_unavailable
    async def purchase(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod,
        key: str,
        currency: str | None = None,
        options: PurchaseOptions = PLAIN,
    ) -> StartedPurchase:
        """See `Purchases.start`."""
        return await self._purchases.start(viewer, package_id, method, key, currency, options)

    @_away_is_unavailable
    async def quote(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod | None = None,
        currency: str | None = None,
        options: PurchaseOptions = PLAIN,
    ) -> Quote:
        """What `purchase` would ask for now; without a method at the first price, or at that in `currency`."""
        package, price = await self._methods.price(package_id, method, currency)
        priced = await self._pricing.price(viewer.user_id, package, price, options.quantity, options.promo_code)
        return priced.quote

    @_away_is_unavailable
    async def first_purchase_prices(
        self, viewer: Viewer, on_sale: Sequence[tuple[Package, Price]]
    ) -> list[Money | None]:
        """What each package costs the viewer as the first one; None where that changes nothing."""
        percent = await self._pricing.first_purchase_percent(viewer.user_id)
        return [self._pricing.first_purchase_price(package, price, percent) for package, price in on_sale]

    @_away_is_unavailable
    async def gifts(self, viewer: Viewer, request: PageRequest) -> Page[ReceivedGift]:
        """See `Gifts.received`."""
        return await self._gifts.received(viewer, request)

    @_away_is_unavailable
    async def checkout(
        self,
        viewer: Viewer,
        package_id: str,
        method: PaymentMethod,
        key: str,
        currency: str | None,
        options: PurchaseOptions,
    ) -> StartedCheckout:
        """See `Checkouts.start`."""
        return await self._checkouts.start(viewer, package_id, method, key, currency, options)

    @_away_is_unavailable
    async def charge_saved_card(self, payment: Payment) -> Payment:
        """See `CardCharges.charge`."""
        return await self._card_charges.charge(payment)

    @_away_is_unavailable
    async def cancel(self, viewer: Viewer, payment_id: str, key: str) -> Payment:
        """See `Cancellations.cancel`."""
        return await self._cancellations.cancel(viewer, payment_id, key)

    @_away_is_unavailable
    async def verify(self, viewer: Viewer, payment_id: str, attempt: str, signature: str, key: str) -> Payment:
        """See `Verifications.verify`."""
        return await self._verifications.verify(viewer, payment_id, attempt, signature, key)

    @_away_is_unavailable
    async def payment(self, viewer: Viewer, payment_id: str) -> Payment:
        """The viewer's payment; raises NotFoundError."""
        payment = await self._store.of_user(viewer.user_id, payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment

    @_away_is_unavailable
    async def history(self, viewer: Viewer, request: PageRequest, chosen: PurchaseFilter = EVERYTHING) -> Page[Payment]:
        """The viewer's payments that `chosen` names, newest first; positions are payment ids.

        Raises InvalidInputError.
        """
        query = chosen.query()
        rows = await self._store.page(viewer.user_id, before=request.after, rows=request.first + 1, chosen=query)
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def named(self, source: str, reference: str) -> Payment | None:
        """Our payment of this gateway's `reference`, also while it does not know that reference; None: not ours.

        Raises GatewayError.
        """
        known = await self._store.by_reference(source, reference)
        if known is not None:
            return known
        answer = await self._gateways.named(source).retrieve_payment(reference)
        return await self._store.named_by(Report.of_answer(source, answer))

    @_away_is_unavailable
    async def follow(self, source: str, reference: str, event_id: str | None = None) -> FlagCode | None:
        """Ask the gateway how a payment stands, and do what that means: credit it, above all.

        Raises GatewayError, and as `PaymentEvents.apply` does.
        """
        answer = await self._gateways.named(source).retrieve_payment(reference)
        return await self._events.apply(Report.of_answer(source, answer, event_id))

    @_away_is_unavailable
    async def receive(self, event: GatewayEvent) -> None:
        """See `PaymentEvents.receive`: when it returns, the event's effect or its flag is durable."""
        await self._events.receive(event)

    @_away_is_unavailable
    async def complete_payments(self, limit: int) -> Swept:
        """See `PaymentSweeper.complete_payments`."""
        return await self._sweeper.complete_payments(limit)

    # --- For reconciliation, which goes the ways of events and sweepers and has none of its own
    async def named_by(self, report: Report) -> Payment | None:
        """See `PaymentStore.named_by`."""
        return await self._store.named_by(report)

    async def apply(self, report: Report) -> FlagCode | None:
        """See `PaymentEvents.apply`."""
        return await self._events.apply(report)

    async def handle(self, hint: Hint) -> FlagCode | None:
        """See `EventHandlers.handle`."""
        return await self._handlers.handle(hint)

    async def settle(self, payment: Payment) -> None:
        """See `PaymentSweeper.settle`."""
        await self._sweeper.settle(payment)
