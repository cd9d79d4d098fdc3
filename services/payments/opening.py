"""Stores a new payment with all that it freezes: price, discounts, wallet and payee."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from models.payment import Payment, PaymentDiscount, PaymentGift, PaymentKind, PaymentMethod, TaxBehavior
from services.catalog.package import Package, Price
from services.clock import Clock
from services.identity.viewer import Viewer
from services.payments.errors import PaymentsUnavailableError, TooManyOpenPaymentsError
from services.payments.gifts import Receiver
from services.payments.order import PurchaseOptions
from services.payments.pricing import Priced, Pricing
from services.payments.schedule import first_check, page_life
from services.payments.slots import free_slots
from services.payments.store import PaymentStore
from services.promotions.errors import PromoCodeRefusedError
from services.promotions.reservations import Reservations, TakenMeanwhileError

__all__ = ["Openings", "Order", "PurchaseLimits"]

_log = structlog.get_logger(__name__)

QUOTES_MAXIMUM = 10
"""How often the price is worked out anew because somebody else was faster, before the caller must try again."""


@dataclass(frozen=True, slots=True)
class PurchaseLimits:
    """`expiry_seconds`: how long a payment may stay unpaid. `open_payments`: most unpaid ones of a user."""

    expiry_seconds: int
    open_payments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is bought, by whom, for whom, and how it will be paid. `key` is the buyer's idempotency key."""

    viewer: Viewer
    package: Package
    price: Price
    method: PaymentMethod
    gateway: str
    livemode: bool
    key: str
    input_hash: str
    options: PurchaseOptions
    receiver: Receiver | None
    """Who gets the tokens, where that is not the buyer."""
    team_wallet_id: str | None
    """The wallet of the team that gets them, where one does."""
    tax_behavior: TaxBehavior | None
    """How the gateway taxes it; None: not at all."""


class Openings:
    """A payment, and the promo code and discount that it has, are stored together or not at all."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        pricing: Pricing,
        reservations: Reservations,
        clock: Clock,
        limits: PurchaseLimits,
    ) -> None:
        self._store = store
        self._pricing = pricing
        self._reservations = reservations
        self._clock = clock
        self._limits = limits

    async def open(self, order: Order) -> Payment:
        """The stored payment; or the one that another call with the same key has stored meanwhile.

        Raises what `Pricing.price` does, TooManyOpenPaymentsError and PaymentsUnavailableError.
        """
        for _ in range(QUOTES_MAXIMUM):
            try:
                priced = await self._pricing.price(
                    order.viewer.user_id, order.package, order.price, order.options.quantity, order.options.promo_code
                )
            except PromoCodeRefusedError:
                same = await self._store.by_client_key(order.viewer.user_id, order.key)
                if same is None:
                    raise
                return same  # it is this very call's other copy that has the code
            try:
                return await self._store_in_a_slot(self._payment(order, priced), priced)
            except TakenMeanwhileError:
                continue  # what the price was based on is no longer so
        raise PaymentsUnavailableError

    def _payment(self, order: Order, priced: Priced) -> Payment:
        now, offer, receiver = self._clock(), priced.quote, order.receiver
        hosted = order.options.on_hosted_page
        life_seconds = page_life(self._limits.expiry_seconds) if hosted else self._limits.expiry_seconds
        expires_at = now + timedelta(seconds=life_seconds)
        return Payment(
            user_id=order.viewer.user_id,
            wallet_id=_credited_wallet(order),
            payer_wallet_id=order.viewer.wallet_id,
            client_key=order.key,
            input_hash=order.input_hash,
            package_id=offer.package_id,
            quantity=offer.quantity,
            tokens=offer.tokens,
            bonus_tokens=offer.bonus_tokens,
            subtotal=offer.subtotal,
            discounts=[PaymentDiscount(kind=each.kind, code=each.code, amount=each.amount) for each in offer.discounts],
            amount=offer.amount,
            tax_behavior=order.tax_behavior,
            currency=offer.currency,
            first_purchase=offer.first_purchase,
            promo_code=offer.promo_code,
            gift=None
            if receiver is None
            else PaymentGift(receiver_user_id=receiver.user_id, message=order.options.gift_message),
            team_id=order.options.team_id,
            method=order.method,
            gateway=order.gateway,
            livemode=order.livemode,
            kind=PaymentKind.CHECKOUT if hosted else PaymentKind.INTENT,
            save_card_consent_at=now if order.options.save_card else None,
            created_at=now,
            expires_at=expires_at,
            next_check_at=first_check(now, expires_at),
            follow_up_at=_follow_up_at(priced, now),
        )

    async def _store_in_a_slot(self, payment: Payment, priced: Priced) -> Payment:
        limit = self._limits.open_payments
        for _ in range(limit + 1):
            free = free_slots(await self._store.open_slots(payment.user_id), limit)
            if not free:
                same = await self._store.by_client_key(payment.user_id, payment.client_key)
                if same is None:
                    raise TooManyOpenPaymentsError(limit)
                return same
            payment.slot = random.choice(free)  # noqa: S311 - it keeps racing calls apart, it guards nothing
            try:
                await self._reservations.store(payment, priced.code)
            except DuplicateKeyError:
                same = await self._store.by_client_key(payment.user_id, payment.client_key)
                if same is not None:
                    return same
            else:
                _log.info("payment_created", payment_id=payment.id, package_id=payment.package_id)
                return payment
        raise PaymentsUnavailableError


def _credited_wallet(order: Order) -> str:
    if order.receiver is not None:
        return order.receiver.wallet_id
    return order.team_wallet_id or order.viewer.wallet_id


def _follow_up_at(priced: Priced, now: datetime) -> datetime | None:
    """At once when it ends, if it has something to give back; a payment that is paid always has a follow-up."""
    return now if priced.code is not None or priced.quote.first_purchase else None
