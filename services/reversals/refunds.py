"""Refunds by an admin: intent row, audit row, the gateway, the ledger, the status; whoever repeats it goes on."""

import contextlib
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
from models.payment import PaymentFailure
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
from services.reversals.paid import Paid
from services.reversals.refund_kinds import INVOICES, PAYMENTS, RefundKind, kind_of
from services.reversals.refund_store import RefundStore
from services.reversals.rules import in_currency, refundable

__all__ = ["REASON_MAXIMUM_CHARACTERS", "Refunds"]

_log = structlog.get_logger(__name__)

REASON_MAXIMUM_CHARACTERS = 500
NOBODY = "automatic"
"""Stands for the admin where a payment's money goes back by itself."""
NOT_CREDITED = "What it was agreed at was no longer to be had when it was paid."
FIRST_TRY_SECONDS = 60
"""A refund younger than this is left to the call that asked for it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an admin asked for; `amount` None: all that is left."""

    admin_id: str
    key: str
    input_hash: str
    amount: int | None
    reason: str


class Refunds:
    """One refund for each of an admin's keys, whatever is lost on the way."""

    def __init__(
        self,
        *,
        of_payments: Convergence,
        of_invoices: Convergence,
        actions: AdminActions,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._convergences = {PAYMENTS: of_payments, INVOICES: of_invoices}
        self._store = RefundStore()
        self._actions = actions
        self._gateways = gateways
        self._clock = clock

    async def refund(
        self, admin: Viewer, kind: RefundKind, paid_id: str, amount: int | None, reason: str, key: str
    ) -> Refund:
        """Pay `amount` minor units back, or all that is left, and take the tokens back that they stand for.

        Raises InvalidInputError, NotFoundError, IdempotencyConflictError, PaymentNotRefundableError or
        InvoiceNotRefundableError, RefundTooLargeError, RefundRefusedError, GatewayUnreachableError, LedgerError. After
        the last two it goes on by itself.
        """
        client_key(kind.operation, key)  # refuses what is no key
        reason = _checked_reason(reason)
        if amount is not None and amount < 1:
            raise InvalidInputError("amount", "must be 1 or more minor units")
        input_hash = _hash_of(kind, paid_id, amount, reason)
        refund = await self._store.by_client_key(admin.user_id, key)
        if refund is None:
            asked = _Asked(admin.user_id, key, input_hash, amount, reason)
            refund = await self._ask(kind, await self._paid(kind, paid_id), asked)
        if refund.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self.carry_out(refund)

    async def return_all(self, payment_id: str) -> None:
        """Let all that was paid for a payment that cannot be credited go back, unless that is asked for already.

        It is only stored here; a sweeper carries it out. Raises GatewayUnreachableError.
        """
        if await self._store.by_client_key(NOBODY, payment_id) is None:
            input_hash = _hash_of(PAYMENTS, payment_id, None, NOT_CREDITED)
            asked = _Asked(NOBODY, payment_id, input_hash, None, NOT_CREDITED)
            with contextlib.suppress(PaymentNotRefundableError):  # somebody did so already
                await self._ask(PAYMENTS, await self._paid(PAYMENTS, payment_id), asked)

    async def carry_out(self, refund: Refund) -> Refund:
        """Go on with it from wherever it stopped; the refund as the gateway has it. Raises as `refund` does."""
        kind = kind_of(refund)
        paid = await self._paid(kind, refund.paid_id)
        details = {"amount": refund.amount, "currency": refund.currency, "reason": refund.reason}
        await self._actions.begin(refund.admin_id, kind.action, paid.id, refund.id, details)
        if refund.progress is RefundProgress.ASKED:
            made = await self._make(refund, kind, paid)
            await self._convergences[kind].converge(paid.id)
            await self._store.mark_made(refund.id, made.id)
            refund = await self._store.get(refund.id)
        if refund.progress is RefundProgress.REFUSED and refund.failure is not None:
            await self._end(refund, RefundRefusedError.code)
            raise RefundRefusedError(refund.failure)
        await self._end(refund, DONE)
        return refund

    async def _end(self, refund: Refund, outcome: str) -> None:
        if refund.open:
            await self._actions.complete(refund.id, outcome)
            await self._store.close(refund.id)

    async def _ask(self, kind: RefundKind, paid: Paid, asked: _Asked) -> Refund:
        """The intent, stored; the amount is fixed here, so that a repetition asks for the same."""
        left = await self._left(kind, paid)
        if asked.amount is not None and asked.amount > left:
            raise RefundTooLargeError(Money(left, paid.currency))
        now = self._clock()
        refund = Refund(
            admin_id=asked.admin_id,
            client_key=asked.key,
            input_hash=asked.input_hash,
            **{kind.field: paid.id},
            amount=asked.amount or left,
            currency=paid.currency,
            reason=asked.reason,
            created_at=now,
            next_try_at=now if asked.admin_id == NOBODY else now + timedelta(seconds=FIRST_TRY_SECONDS),
        )
        try:
            await self._store.insert(refund)
        except DuplicateKeyError:
            same = await self._store.by_client_key(asked.admin_id, asked.key)
            if same is None:
                raise PaymentsUnavailableError from None
            return same
        _log.info("refund_asked", refund_id=refund.id, paid=paid.id, admin_id=asked.admin_id)
        return refund

    async def _left(self, kind: RefundKind, paid: Paid) -> int:
        if paid.reference is None:
            raise kind.not_refundable(paid)
        try:
            seen = await self._gateways.named(paid.gateway).reversals(paid.reference)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise kind.not_refundable(paid) from error
        left = refundable(in_currency(seen, paid.currency)[0])
        if not left:
            raise kind.not_refundable(paid)
        return left

    async def _make(self, refund: Refund, kind: RefundKind, paid: Paid) -> GatewayRefund:
        """It at the gateway: the one that is there already, else a new one."""
        reference = paid.reference
        if reference is None:
            raise kind.not_refundable(paid)
        try:
            made = await self._find(refund, paid, reference)
            if made is not None:
                return made
            request = RefundRequest(refund.id, reference, refund.amount)
            return await self._gateways.named(paid.gateway).refund_payment(request)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            return await self._refused(refund, paid, reference, error)

    async def _refused(self, refund: Refund, paid: Paid, reference: str, error: GatewayRefusedError) -> GatewayRefund:
        """A repetition is also refused where the first try took all that was left; then that is the refund."""
        try:
            made = await self._find(refund, paid, reference)
        except GatewayUnavailableError as away:
            raise GatewayUnreachableError from away
        if made is not None:
            return made
        failure = PaymentFailure(code=error.code[:100], message=error.message[:500])
        await self._store.mark_refused(refund.id, failure)
        await self._end(refund, RefundRefusedError.code)
        _log.warning("refund_refused", refund_id=refund.id, paid=paid.id, code=error.code)
        raise RefundRefusedError(failure) from error

    async def _find(self, refund: Refund, paid: Paid, reference: str) -> GatewayRefund | None:
        """Looked for by our id, because the gateway forgets its idempotency keys after a day."""
        seen = await self._gateways.named(paid.gateway).reversals(reference)
        return next((each for each in seen.refunds if each.refund_id == refund.id), None)

    async def _paid(self, kind: RefundKind, paid_id: str) -> Paid:
        paid = await self._convergences[kind].store.paid(paid_id)
        if paid is None:
            raise NotFoundError(kind.thing)
        return paid


def _checked_reason(reason: str) -> str:
    text = reason.strip()
    if not 1 <= len(text) <= REASON_MAXIMUM_CHARACTERS:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=REASON_MAXIMUM_CHARACTERS))
    return text


def _hash_of(kind: RefundKind, paid_id: str, amount: int | None, reason: str) -> str:
    asked = json.dumps({kind.thing: paid_id, "amount": amount, "reason": reason}, sort_keys=True)
    return hashlib.sha256(asked.encode("ascii")).hexdigest()
