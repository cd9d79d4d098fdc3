"""Charges a saved card while its owner is away. The payment is credited, refunded and listed as any other."""

from datetime import timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.customers import CardCharge
from gateways.errors import GatewayError, GatewayRefusedError
from gateways.payment_gateway import GatewayPayment, GatewayPaymentStatus, PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentFailure, PaymentFlag
from services.clock import Clock
from services.payments.cancel import Cancellations
from services.payments.decisions import FlagCode, Report
from services.payments.errors import GatewayUnreachableError, PaymentsUnavailableError
from services.payments.events import PaymentEvents
from services.payments.store import PaymentStore

__all__ = ["CardCharges"]

_log = structlog.get_logger(__name__)

KEY_LIFE = timedelta(hours=23)
"""Stripe forgets idempotency keys after 24 hours (https://docs.stripe.com/api/idempotent_requests)."""
CERTAIN_AFTER = timedelta(hours=24)
"""By then the last call with the key has long had its effect, if it has one, and the gateway lists it."""
NOT_MADE = PaymentFailure(code="processing_error", message="The gateway has made no charge for this payment.")


class CardCharges:
    """Each step is stored before the next, so that whoever repeats the call goes on where it stopped."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        events: PaymentEvents,
        cancellations: Cancellations,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._store = store
        self._events = events
        self._cancellations = cancellations
        self._gateways = gateways
        self._clock = clock

    async def charge(self, payment: Payment) -> Payment:
        """Charge it, or go on; the payment as it stands then.

        It is credited, or closed unpaid with its `failure`, or still open: then it is not known yet, and the call is
        to be repeated. Raises GatewayUnreachableError, PaymentsUnavailableError, and as `PaymentEvents.apply` does.
        """
        stored = await self._stored(payment)
        if not stored.open:
            return stored
        try:
            gateway = self._gateways.named(stored.gateway)
            if stored.gateway_reference is None:
                await self._ask_for_money(stored, gateway)
            else:
                await self._conclude(stored, gateway, await gateway.retrieve_payment(stored.gateway_reference))
        except GatewayError as error:
            raise GatewayUnreachableError from error
        return await self._reread(stored)

    async def _stored(self, payment: Payment) -> Payment:
        try:
            await self._store.insert(payment)
        except DuplicateKeyError:
            return await self._reread(payment)
        _log.info("card_charge_created", payment_id=payment.id, package_id=payment.package_id)
        return payment

    async def _reread(self, payment: Payment) -> Payment:
        stored = await self._store.of_user(payment.user_id, payment.id)
        if stored is None:
            raise PaymentsUnavailableError
        return stored

    async def _ask_for_money(self, payment: Payment, gateway: PaymentGateway) -> None:
        age = self._clock() - payment.created_at
        if age > KEY_LIFE:  # asked again now, the gateway might charge twice
            if age > CERTAIN_AFTER:
                await self._look_for_it(payment, gateway)
            return
        try:
            answer = await _charge_at(gateway, payment)
        except GatewayRefusedError as error:
            await self._store.mark_refused(payment.id, PaymentFailure(code=error.code, message=error.message))
            _log.warning("card_charge_refused", payment_id=payment.id, code=error.code)
            return
        stored = await self._store.set_reference(payment.id, answer.reference)
        await self._conclude(stored or payment, gateway, answer)

    async def _conclude(self, payment: Payment, gateway: PaymentGateway, answer: GatewayPayment) -> None:
        """A declined one is cancelled at once: nobody is there to pay it another way."""
        await self._events.apply(Report.of_answer(gateway.name, answer))
        if answer.status is GatewayPaymentStatus.OPEN:
            await self._cancellations.cancel_at_gateway(payment, answer.reference)

    async def _look_for_it(self, payment: Payment, gateway: PaymentGateway) -> None:
        """The gateway may give one and the same error to a key for as long as it keeps it, and have charged or not.

        What it has made for the customer tells. Where that cannot be read, the payment is flagged and stays open.
        """
        try:
            made = await self._made_at(gateway, payment)
        except GatewayRefusedError as error:
            _log.warning("card_charge_not_found", payment_id=payment.id, code=error.code)
            detail = "It is not known whether the saved card was charged; look for the payment at the gateway."
            flag = PaymentFlag(code=FlagCode.UNRESOLVED.value, detail=detail, at=self._clock())
            await self._store.add_flag(payment.id, flag, close=False)
            return
        if made is None:
            await self._store.mark_refused(payment.id, NOT_MADE)
            _log.warning("card_charge_refused", payment_id=payment.id, code=NOT_MADE.code)
            return
        stored = await self._store.set_reference(payment.id, made.reference)
        await self._conclude(stored or payment, gateway, made)

    async def _made_at(self, gateway: PaymentGateway, payment: Payment) -> GatewayPayment | None:
        """Raises GatewayRefusedError as well where a gateway of the other mode was asked, which cannot know it."""
        if gateway.livemode is not payment.livemode:
            raise GatewayRefusedError("other_mode", "This server is of the other mode than the payment.")
        if gateway.customers is None or payment.gateway_customer is None:
            raise _no_cards()
        return await gateway.customers.find_charge(payment.id, payment.gateway_customer, payment.created_at)


async def _charge_at(gateway: PaymentGateway, payment: Payment) -> GatewayPayment:
    if gateway.customers is None or payment.gateway_customer is None or payment.saved_card is None:
        raise _no_cards()
    return await gateway.customers.charge_card(
        CardCharge(
            payment_id=payment.id,
            amount=payment.total,
            currency=payment.currency,
            customer=payment.gateway_customer,
            card=payment.saved_card,
            description=f"{payment.tokens:,} tokens",
            metadata={"package_id": payment.package_id},
            tax_calculation=payment.tax_calculation,
        )
    )


def _no_cards() -> GatewayRefusedError:
    return GatewayRefusedError("cards_not_kept", "This gateway keeps no cards.")
