"""Which parts payments are made of, and which of them know each other. Wired once a process."""

from gateways.payment_gateways import PaymentGateways
from models.payment import TaxBehavior
from services.catalog.packages import PackageSource
from services.clock import Clock
from services.customers import CustomerService
from services.ledger import Ledger
from services.payments.cancel import Cancellations
from services.payments.card_charges import CardCharges
from services.payments.checkout import CheckoutRules, Checkouts
from services.payments.checkout_events import CheckoutEvents
from services.payments.events import CHECKOUT_SESSION, PaymentEvents
from services.payments.follow_up import FollowUp
from services.payments.gifts import Gifts
from services.payments.handlers import EventHandlers
from services.payments.inbox import Inbox
from services.payments.methods import PaymentMethods
from services.payments.opening import Openings, PurchaseLimits
from services.payments.ordering import Ordering
from services.payments.pricing import Pricing
from services.payments.purchase import Purchases, ReceiptEmail
from services.payments.store import PaymentStore
from services.payments.sweeper import PaymentSweeper
from services.payments.taxing import Taxing
from services.payments.verification import Verifications
from services.promotions.offers import Offers
from services.promotions.reservations import Reservations
from settings import Settings

__all__ = ["PaymentParts"]


class PaymentParts:
    """The parts; `service.Payments` is what the outside asks."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        packages: PackageSource,
        ledger: Ledger,
        gateways: PaymentGateways,
        receipt_email: ReceiptEmail,
    ) -> None:
        self.store = PaymentStore()
        self.gateways = gateways
        self.handlers = EventHandlers()
        inbox = Inbox(clock)
        self.methods = PaymentMethods(packages, gateways)
        self.gifts = Gifts(clock)
        reservations = Reservations()
        offers = Offers(reservations, clock, settings.first_purchase_discount_percent)
        self.pricing = Pricing(settings.purchase_max_quantity, offers, gateways)
        rewards = (settings.referral_referrer_tokens, settings.referral_referred_tokens)
        follow_up = FollowUp(store=self.store, reservations=reservations, ledger=ledger, clock=clock, rewards=rewards)
        openings = Openings(
            store=self.store,
            pricing=self.pricing,
            reservations=reservations,
            clock=clock,
            limits=PurchaseLimits(settings.payment_expiry_seconds, settings.open_payments_per_user),
        )
        behavior = TaxBehavior(settings.tax_behavior) if settings.automatic_tax else None
        self.taxing = Taxing(store=self.store, gateways=gateways, behavior=behavior)
        ordering = Ordering(
            store=self.store,
            methods=self.methods,
            openings=openings,
            gifts=self.gifts,
            taxing=self.taxing,
            gateways=gateways,
        )
        customers = CustomerService(gateways, clock)
        self.checkouts = Checkouts(
            store=self.store,
            ordering=ordering,
            customers=customers,
            follow_up=follow_up,
            gateways=gateways,
            rules=CheckoutRules(settings.return_origins),
            receipt_email=receipt_email,
        )
        self.purchases = Purchases(
            store=self.store,
            ordering=ordering,
            customers=customers,
            taxing=self.taxing,
            follow_up=follow_up,
            gateways=gateways,
            clock=clock,
            receipt_email=receipt_email,
        )
        self.events = PaymentEvents(
            store=self.store,
            inbox=inbox,
            ledger=ledger,
            clock=clock,
            handlers=self.handlers,
            reservations=reservations,
            follow_up=follow_up,
        )
        self.checkout_events = CheckoutEvents(
            store=self.store, events=self.events, gateways=gateways, follow_up=follow_up
        )
        self.handlers.add(CHECKOUT_SESSION, self.checkout_events.handle)
        self.cancellations = Cancellations(
            store=self.store,
            events=self.events,
            checkouts=self.checkout_events,
            gateways=gateways,
            follow_up=follow_up,
        )
        self.card_charges = CardCharges(
            store=self.store, events=self.events, cancellations=self.cancellations, gateways=gateways, clock=clock
        )
        self.verifications = Verifications(store=self.store, events=self.events, gateways=gateways)
        self.handlers.add("order", self.verifications.follow)
        self.sweeper = PaymentSweeper(
            store=self.store,
            inbox=inbox,
            events=self.events,
            handlers=self.handlers,
            cancellations=self.cancellations,
            checkouts=self.checkout_events,
            follow_up=follow_up,
            gateways=gateways,
            clock=clock,
        )
