"""Refunds by an admin: intent row, audit row, the gateway, the ledger, the status; whoever repeats it goes on."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateways import PaymentGateways
from gateways.reversals import GatewayRefund, RefundRequest
from messages import Phrase
from models.payment import Payment, PaymentFailure
from models.refund import Refund, RefundProgress
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.money import Money
from services.payments.errors import GatewayUnreachableError, PaymentsUnavailableError
from services.reversals.convergence import Convergence
from services.reversals.errors import PaymentNotRefundableError, RefundRefusedError, RefundTooLargeError
from services.reversals.paid_payments import PaidPayments
from services.reversals.refund_store import RefundStore
from services.reversals.rules import refundable

__all__ = ["REASON_MAXIMUM_CHARACTERS", "MadeRefund", "Refunds"]

_log = structlog.get_logger(__name__)

ACTION = "refund_payment"
REASON_MAXIMUM_CHARACTERS = 500
FIRST_TRY_SECONDS = 60
"""A refund younger than this is left to the call that asked for it."""


@dataclass(frozen=True, slots=True)
class MadeRefund:
    """A refund that the gateway has, and the payment as it stands with it."""

    refund: Refund
    payment: Payment


class Refunds:
    """One refund for each of an admin's keys, whatever is lost on the way."""

    def __init__(
        self,
        *,
        payments: PaidPayments,
        convergence: Convergence,
        actions: AdminActions,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._payments = payments
        self._store = RefundStore()
        self._convergence = convergence
        self._actions = actions
        self._gateways = gateways
        self._clock = clock

    async def refund(self, admin: Viewer, payment_id: str, amount: int | None, reason: str, key: str) -> MadeRefund:
        """Pay `amount` minor units back, or all that is left, and take the tokens back that they stand for.

        Raises InvalidInputError, NotFoundError, IdempotencyConflictError, PaymentNotRefundableError,
        RefundTooLargeError, RefundRefusedError, GatewayUnreachableError, LedgerError. After the last two it goes on by
        itself.
        """
        client_key("refundPayment", key)  # refuses what is no key
        reason = _checked_reason(reason)
        if amount is not None and amount < 1:
            raise InvalidInputError("amount", "must be 1 or more minor units")
        input_hash = _hash_of(payment_id, amount, reason)
        refund = await self._store.by_client_key(admin.user_id, key)
        if refund is None:
            refund = await self._ask(admin, payment_id, amount, reason, key, input_hash)
        if refund.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self.carry_out(refund)

    async def carry_out(self, refund: Refund) -> MadeRefund:
        """Go on with it from wherever it stopped. Raises as `refund` does."""
        details = {"amount": refund.amount, "currency": refund.currency, "reason": refund.reason}
        await self._actions.begin(refund.admin_id, ACTION, refund.payment_id, refund.id, details)
        payment = await self._payment(refund.payment_id)
        if refund.progress is RefundProgress.ASKED:
            made = await self._make(refund, payment)
            await self._convergence.converge(payment.id)
            await self._store.mark_made(refund.id, made.id)
            refund, payment = await self._store.get(refund.id), await self._payment(payment.id)
        if refund.progress is RefundProgress.REFUSED and refund.failure is not None:
            await self._end(refund, RefundRefusedError.code)
            raise RefundRefusedError(refund.failure)
        await self._end(refund, DONE)
        return MadeRefund(refund, payment)

    async def _end(self, refund: Refund, outcome: str) -> None:
        if refund.open:
            await self._actions.complete(refund.id, outcome)
            await self._store.close(refund.id)

    async def _ask(
        self, admin: Viewer, payment_id: str, amount: int | None, reason: str, key: str, input_hash: str
    ) -> Refund:
        """The intent, stored; the amount is fixed here, so that a repetition asks for the same."""
        payment = await self._payment(payment_id)
        left = await self._left(payment)
        if amount is not None and amount > left:
            raise RefundTooLargeError(Money(left, payment.currency))
        now = self._clock()
        refund = Refund(
            admin_id=admin.user_id,
            client_key=key,
            input_hash=input_hash,
            payment_id=payment.id,
            amount=amount or left,
            currency=payment.currency,
            reason=reason,
            created_at=now,
            next_try_at=now + timedelta(seconds=FIRST_TRY_SECONDS),
        )
        try:
            await self._store.insert(refund)
        except DuplicateKeyError:
            same = await self._store.by_client_key(admin.user_id, key)
            if same is None:
                raise PaymentsUnavailableError from None
            return same
        _log.info("refund_asked", refund_id=refund.id, payment_id=payment.id, admin_id=admin.user_id)
        return refund

    async def _left(self, payment: Payment) -> int:
        if payment.gateway_reference is None:
            raise PaymentNotRefundableError(payment.status)
        try:
            seen = await self._gateways.named(payment.gateway).reversals(payment.gateway_reference)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise PaymentNotRefundableError(payment.status) from error
        left = refundable(seen)
        if not left:
            raise PaymentNotRefundableError(payment.status)
        return left

    async def _make(self, refund: Refund, payment: Payment) -> GatewayRefund:
        """It at the gateway: the one that is there already, else a new one."""
        reference = payment.gateway_reference
        if reference is None:
            raise PaymentNotRefundableError(payment.status)
        try:
            made = await self._find(refund, payment, reference)
            if made is not None:
                return made
            request = RefundRequest(refund.id, reference, refund.amount)
            return await self._gateways.named(payment.gateway).refund_payment(request)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            return await self._refused(refund, payment, reference, error)

    async def _refused(
        self, refund: Refund, payment: Payment, reference: str, error: GatewayRefusedError
    ) -> GatewayRefund:
        """A repetition is also refused where the first try took all that was left; then that is the refund."""
        try:
            made = await self._find(refund, payment, reference)
        except GatewayUnavailableError as away:
            raise GatewayUnreachableError from away
        if made is not None:
            return made
        failure = PaymentFailure(code=error.code[:100], message=error.message[:500])
        await self._store.mark_refused(refund.id, failure)
        await self._end(refund, RefundRefusedError.code)
        _log.warning("refund_refused", refund_id=refund.id, payment_id=payment.id, code=error.code)
        raise RefundRefusedError(failure) from error

    async def _find(self, refund: Refund, payment: Payment, reference: str) -> GatewayRefund | None:
        """Looked for by our id, because the gateway forgets its idempotency keys after a day."""
        seen = await self._gateways.named(payment.gateway).reversals(reference)
        return next((each for each in seen.refunds if each.refund_id == refund.id), None)

    async def _payment(self, payment_id: str) -> Payment:
        payment = await self._payments.payment(payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment


def _checked_reason(reason: str) -> str:
    text = reason.strip()
    if not 1 <= len(text) <= REASON_MAXIMUM_CHARACTERS:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=REASON_MAXIMUM_CHARACTERS))
    return text


def _hash_of(payment_id: str, amount: int | None, reason: str) -> str:
    asked = json.dumps({"payment": payment_id, "amount": amount, "reason": reason}, sort_keys=True)
    return hashlib.sha256(asked.encode("ascii")).hexdigest()
