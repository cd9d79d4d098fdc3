"""Everything that the outside of this folder may ask of payments."""

from collections.abc import Sequence

from gateways.payment_gateway import GatewayEvent, MethodAvailability
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentMethod
from services.catalog.package import Package, Price
from services.catalog.packages import PackageSource
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.money import Money
from services.paging import Page, PageRequest
from services.payments.checkout import StartedCheckout
from services.payments.decisions import FlagCode, Report
from services.payments.errors import PaymentsUnavailableError
from services.payments.gifts import ReceivedGift
from services.payments.handlers import EventHandler, Hint, MoneyReturner, PaymentElsewhere
from services.payments.history import EVERYTHING, PurchaseFilter
from services.payments.order import PLAIN, PurchaseOptions
from services.payments.parts import PaymentParts
from services.payments.purchase import ReceiptEmail, StartedPurchase
from services.payments.quote import Quote
from services.payments.sweeper import Swept
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
        packages: PackageSource,
        ledger: Ledger,
        gateways: PaymentGateways,
        receipt_email: ReceiptEmail = _nowhere,
    ) -> None:
        self._parts = PaymentParts(
            settings=settings,
            clock=clock,
            packages=packages,
            ledger=ledger,
            gateways=gateways,
            receipt_email=receipt_email,
        )
        self.taxing = self._parts.taxing

    def handle_events_about(self, object_type: str, handler: EventHandler) -> None:
        """Let `handler` handle what the gateway says of objects of this type; see `services.payments.handlers`."""
        self._parts.handlers.add(object_type, handler)

    def take_payments_elsewhere(self, taker: PaymentElsewhere) -> None:
        """Let `taker` take payments that none of ours names; see `services.payments.handlers`."""
        self._parts.handlers.elsewhere = taker

    def return_money_by(self, returner: MoneyReturner) -> None:
        """Let `returner` return what was paid and is not credited; see `services.payments.handlers`."""
        self._parts.handlers.returner = returner

    async def methods(self, package_id: str, currency: str | None = None) -> list[MethodAvailability]:
        """See `PaymentMethods.options`."""
        return await self._parts.methods.options(package_id, currency)

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
        return await self._parts.purchases.start(viewer, package_id, method, key, currency, options)

    @_away_is_unavailable
    async def resume_purchase(self, viewer: Viewer, payment_id: str) -> StartedPurchase:
        """See `Purchases.resume`."""
        return await self._parts.purchases.resume(viewer, payment_id)

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
        package, price = await self._parts.methods.price(package_id, method, currency)
        priced = await self._parts.pricing.price(viewer.user_id, package, price, options.quantity, options.promo_code)
        return priced.quote

    @_away_is_unavailable
    async def first_purchase_prices(
        self, viewer: Viewer, on_sale: Sequence[tuple[Package, Price]]
    ) -> list[Money | None]:
        """What each package costs the viewer as the first one; None where that changes nothing."""
        percent = await self._parts.pricing.first_purchase_percent(viewer.user_id)
        return [self._parts.pricing.first_purchase_price(package, price, percent) for package, price in on_sale]

    @_away_is_unavailable
    async def gifts(self, viewer: Viewer, request: PageRequest) -> Page[ReceivedGift]:
        """See `Gifts.received`."""
        return await self._parts.gifts.received(viewer, request)

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
        return await self._parts.checkouts.start(viewer, package_id, method, key, currency, options)

    @_away_is_unavailable
    async def charge_saved_card(self, payment: Payment) -> Payment:
        """See `CardCharges.charge`."""
        return await self._parts.card_charges.charge(payment)

    @_away_is_unavailable
    async def cancel(self, viewer: Viewer, payment_id: str, key: str) -> Payment:
        """See `Cancellations.cancel`."""
        return await self._parts.cancellations.cancel(viewer, payment_id, key)

    @_away_is_unavailable
    async def end_all_of(self, user_id: str) -> bool:
        """See `Cancellations.end_all_of`."""
        return await self._parts.cancellations.end_all_of(user_id)

    @_away_is_unavailable
    async def verify(self, viewer: Viewer, payment_id: str, attempt: str, signature: str, key: str) -> Payment:
        """See `Verifications.verify`."""
        return await self._parts.verifications.verify(viewer, payment_id, attempt, signature, key)

    @_away_is_unavailable
    async def payment(self, viewer: Viewer, payment_id: str) -> Payment:
        """The viewer's payment; raises NotFoundError."""
        payment = await self._parts.store.of_user(viewer.user_id, payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment

    @_away_is_unavailable
    async def history(self, viewer: Viewer, request: PageRequest, chosen: PurchaseFilter = EVERYTHING) -> Page[Payment]:
        """The viewer's payments that `chosen` names, newest first; positions are payment ids.

        Raises InvalidInputError.
        """
        return await self.of_user(viewer.user_id, request, chosen)

    @_away_is_unavailable
    async def of_user(self, user_id: str, request: PageRequest, chosen: PurchaseFilter = EVERYTHING) -> Page[Payment]:
        """Anybody's, for admins; as `history`."""
        query = chosen.query()
        rows = await self._parts.store.page(user_id, before=request.after, rows=request.first + 1, chosen=query)
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def named(self, source: str, reference: str) -> Payment | None:
        """Our payment of this gateway's `reference`, also while it does not know that reference; None: not ours.

        Raises GatewayError.
        """
        known = await self._parts.store.by_reference(source, reference)
        if known is not None:
            return known
        answer = await self._parts.gateways.named(source).retrieve_payment(reference)
        return await self._parts.store.named_by(Report.of_answer(source, answer))

    @_away_is_unavailable
    async def follow(self, source: str, reference: str, event_id: str | None = None) -> FlagCode | None:
        """Ask the gateway how a payment stands, and do what that means: credit it, above all.

        Raises GatewayError, and as `PaymentEvents.apply` does.
        """
        answer = await self._parts.gateways.named(source).retrieve_payment(reference)
        return await self._parts.events.apply(Report.of_answer(source, answer, event_id))

    @_away_is_unavailable
    async def credit_as_decided(self, payment: Payment) -> FlagCode | None:
        """See `PaymentEvents.credit_as_decided`; one without a reference cannot be credited. Raises GatewayError."""
        if payment.gateway_reference is None:
            return FlagCode.UNKNOWN_AT_GATEWAY
        answer = await self._parts.gateways.named(payment.gateway).retrieve_payment(payment.gateway_reference)
        return await self._parts.events.credit_as_decided(payment, answer)

    @_away_is_unavailable
    async def receive(self, event: GatewayEvent) -> None:
        """See `PaymentEvents.receive`: when it returns, the event's effect or its flag is durable."""
        await self._parts.events.receive(event)

    @_away_is_unavailable
    async def complete_payments(self, limit: int) -> Swept:
        """See `PaymentSweeper.complete_payments`."""
        return await self._parts.sweeper.complete_payments(limit)

    # --- For reconciliation, which goes the ways of events and sweepers and has none of its own
    async def named_by(self, report: Report) -> Payment | None:
        """See `PaymentStore.named_by`."""
        return await self._parts.store.named_by(report)

    async def apply(self, report: Report) -> FlagCode | None:
        """See `PaymentEvents.apply`."""
        return await self._parts.events.apply(report)

    async def handle(self, hint: Hint | None) -> FlagCode | None:
        """See `EventHandlers.handle`."""
        return await self._parts.handlers.handle(hint)

    async def settle(self, payment: Payment) -> None:
        """See `PaymentSweeper.settle`."""
        await self._parts.sweeper.settle(payment)
