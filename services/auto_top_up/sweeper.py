"""Looks at balances that may have fallen, and carries each top-up to its end. Every pass is safe to repeat."""

from datetime import timedelta

import structlog
from bson.int64 import Int64

from gateways.errors import GatewayError, PaymentUnknownError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.auto_top_up import AutoTopUp, AutoTopUpState, TopUpInFlight
from models.ids import new_id
from models.payment import Payment, PaymentKind, PaymentMethod
from services.auto_top_up.reasons import CAP_REACHED, CARD_REMOVED, NOT_ON_SALE, PURCHASE_REVERSED, SUSPENDED
from services.auto_top_up.rules import CHECK_SECONDS, LEASE_SECONDS, after_decline, month_of, start_of_next_month
from services.auto_top_up.store import AutoTopUpStore
from services.catalog.errors import PackageNotFoundError
from services.catalog.packages import PackageSource
from services.clock import Clock
from services.errors import TokentillError
from services.identity.session_watch import suspended_users
from services.ledger import Ledger
from services.payments import Payments
from services.payments.declines import explain_decline
from services.payments.errors import BillingAddressUnknownError, TaxUnavailableError
from services.payments.quote import Quote, quote
from services.payments.taxing import ChargeTax

__all__ = ["AutoTopUpSweeper"]

_log = structlog.get_logger(__name__)

PAYMENT_LIFE = timedelta(days=7)
"""A charge whose end is unknown is not given up by time; this bounds only what a list shows."""


class AutoTopUpSweeper:
    """Works on any number of servers: each row is claimed for a while, and one charge of a user is in flight."""

    def __init__(
        self,
        *,
        store: AutoTopUpStore,
        ledger: Ledger,
        packages: PackageSource,
        payments: Payments,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._packages = packages
        self._payments = payments
        self._gateways = gateways
        self._clock = clock

    async def sweep(self, limit: int) -> int:
        """Look at up to `limit` rows; how many were dealt with. One that fails is logged, and taken up again later.

        Raises PyMongoError when the rows cannot even be read.
        """
        done = 0
        for stored in await self._store.due(self._clock(), limit):
            try:
                row = await self._store.claim(stored, self._clock() + timedelta(seconds=LEASE_SECONDS))
                if row is not None:
                    await self._advance(row)
                    done += 1
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                trace = None if isinstance(error, TokentillError) and error.retryable else error
                _log.warning("auto_top_up_failed", row=str(stored["_id"]), error=type(error).__name__, exc_info=trace)
        return done

    async def _advance(self, row: AutoTopUp) -> None:
        if row.in_flight is not None:
            await self._carry_on(row, row.in_flight)
        elif row.state not in {AutoTopUpState.ACTIVE, AutoTopUpState.WAITING}:
            await self._store.put_off(row, None, reason=row.reason)
        elif (await self._ledger.balance(row.wallet_id)).available >= row.terms.threshold_tokens:
            waiting = row.state is AutoTopUpState.WAITING
            again = self._clock() + timedelta(seconds=CHECK_SECONDS)
            await self._store.put_off(row, again, reason=row.reason if waiting else None)
        else:
            await self._begin(row)

    async def _begin(self, row: AutoTopUp) -> None:
        newest = await self._store.newest_change(row.user_id)
        if newest is not None and newest.revision > row.revision:
            await self._store.apply(newest)  # a crash kept it from being applied; the next pass goes by it
        elif await self._store.purchase_reversed(row):
            await self._stop(row, PURCHASE_REVERSED)
        elif await suspended_users([row.user_id]):
            # Only until the account is active again: its owner's consent stands.
            await self._look_later(row, SUSPENDED)
        elif (offer := await self._offer(row)) is None:
            await self._look_later(row, NOT_ON_SALE)
        elif row.spent_in(month_of(self._clock())) + offer.amount > row.terms.monthly_cap:
            await self._wait_for_next_month(row)  # before any tax is asked for: each answer costs the shop
        else:
            await self._buy(row, offer)

    async def _buy(self, row: AutoTopUp, offer: Quote) -> None:
        gateway, payment_id = self._gateways.named(row.terms.gateway), new_id("pay")
        try:
            tax = await self._tax(row, offer, gateway, payment_id)
        except BillingAddressUnknownError as error:
            await self._stop(row, error.code)
        except PaymentUnknownError:
            await self._stop(row, CARD_REMOVED)
        except TaxUnavailableError as error:
            await self._look_later(row, error.code)
        else:
            charge = self._charge(row, offer, gateway, payment_id, tax)
            if await self._store.begin(row, charge):
                _log.info("auto_top_up_begun", user_id=row.user_id, payment_id=charge.payment_id)
                await self._carry_on(row, charge)
            else:
                await self._wait_for_next_month(row)

    async def _stop(self, row: AutoTopUp, reason: str) -> None:
        await self._store.disable(row, reason)
        _log.warning("auto_top_up_stopped", user_id=row.user_id, reason=reason)

    async def _look_later(self, row: AutoTopUp, reason: str) -> None:
        await self._store.put_off(row, self._clock() + timedelta(seconds=CHECK_SECONDS), reason=reason)

    async def _wait_for_next_month(self, row: AutoTopUp) -> None:
        await self._store.put_off(row, start_of_next_month(self._clock()), reason=CAP_REACHED)

    async def _carry_on(self, row: AutoTopUp, charge: TopUpInFlight) -> None:
        payment = await self._payments.charge_saved_card(_payment(row, charge))
        now = self._clock()
        if payment.credited_at is not None:
            await self._store.succeeded(row, charge, now)
        elif not payment.open:
            code = explain_decline(payment.failure.code if payment.failure is not None else "").code
            await self._store.failed(row, charge, after_decline(code, row.failures + 1, now))
            _log.warning("auto_top_up_declined", user_id=row.user_id, payment_id=payment.id, code=code.value)

    async def _offer(self, row: AutoTopUp) -> Quote | None:
        """One package at its price: an automatic purchase takes up no discount that its owner would keep for later."""
        try:
            package = (await self._packages.current()).package(row.terms.package_id)
        except PackageNotFoundError:
            return None
        price = package.price_in(row.terms.currency)
        return None if price is None else quote(package, price)

    async def _tax(self, row: AutoTopUp, offer: Quote, gateway: PaymentGateway, payment_id: str) -> ChargeTax | None:
        """By the address of the card.

        Raises BillingAddressUnknownError, TaxUnavailableError; PaymentUnknownError when there is no such card any more.
        """
        taxing = self._payments.taxing
        if gateway.customers is None or taxing.behavior_for(gateway, on_hosted_page=False) is None:
            return None
        try:
            card = await gateway.customers.card(row.terms.card)
        except PaymentUnknownError:
            raise
        except GatewayError as error:
            raise TaxUnavailableError from error
        if card.customer is None:
            raise PaymentUnknownError("card_removed", "The card was removed at the gateway.")
        return await taxing.of_card(gateway, card, payment_id, offer.amount, offer.currency)

    def _charge(
        self, row: AutoTopUp, offer: Quote, gateway: PaymentGateway, payment_id: str, tax: ChargeTax | None
    ) -> TopUpInFlight:
        now = self._clock()
        return TopUpInFlight(
            payment_id=payment_id,
            package_id=offer.package_id,
            tokens=offer.tokens,
            amount=offer.amount,
            tax_behavior=None if tax is None else tax.behavior,
            tax_amount=Int64(0 if tax is None else tax.amount),
            tax_calculation=None if tax is None else tax.calculation,
            currency=offer.currency,
            gateway=gateway.name,
            livemode=gateway.livemode,
            customer=row.terms.customer,
            card=row.terms.card,
            month=month_of(now),
            decided_at=now,
        )


def _payment(row: AutoTopUp, charge: TopUpInFlight) -> Payment:
    """Always the same one for a charge; `decided_at` is also when the gateway's idempotency key begins to age."""
    return Payment(
        id=charge.payment_id,
        user_id=row.user_id,
        wallet_id=row.wallet_id,
        payer_wallet_id=row.wallet_id,
        client_key=f"auto_top_up {charge.payment_id}",
        input_hash="",
        package_id=charge.package_id,
        tokens=charge.tokens,
        amount=charge.amount,
        subtotal=charge.amount,
        tax_behavior=charge.tax_behavior,
        tax_amount=charge.tax_amount,
        tax_calculation=charge.tax_calculation,
        currency=charge.currency,
        method=PaymentMethod.CARD,
        gateway=charge.gateway,
        gateway_customer=charge.customer,
        saved_card=charge.card,
        livemode=charge.livemode,
        kind=PaymentKind.SAVED_CARD,
        created_at=charge.decided_at,
        expires_at=charge.decided_at + PAYMENT_LIFE,
        next_check_at=charge.decided_at + timedelta(seconds=CHECK_SECONDS),
    )
