"""Refunds by an admin: intent row, audit row, the gateway, the ledger, the status; whoever repeats it goes on."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateways import PaymentGateways
from gateways.reversals import GatewayRefund, RefundRequest
from messages import Phrase
from models.payment import PaymentFailure, PaymentFlag
from models.refund import Refund, RefundProgress
from models.reversal import RefundStatus, Reversal
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.money import Money
from services.payments.decisions import FlagCode
from services.payments.errors import GatewayUnreachableError, PaymentsUnavailableError
from services.payments.schedule import next_return
from services.reversals.convergence import Convergence
from services.reversals.errors import PaymentNotRefundableError, RefundRefusedError, RefundTooLargeError
from services.reversals.paid import Paid
from services.reversals.refund_kinds import INVOICES, PAYMENTS, RefundKind, kind_of
from services.reversals.refund_store import RefundStore
from services.reversals.rules import refundable

__all__ = ["REASON_MAXIMUM_CHARACTERS", "Refunds", "checked_reason"]

_log = structlog.get_logger(__name__)

REASON_MAXIMUM_CHARACTERS = 500
NOBODY = "automatic"
"""Stands for the admin where a payment's money goes back by itself."""
NOT_CREDITED = "What it was agreed at was no longer to be had when it was paid."
FIRST_TRY_SECONDS = 60
"""A refund younger than this is left to the call that asked for it."""
_NOT_RETURNED = "The gateway refused the refund that was to bring its money back, or it failed; it is asked for anew."
_FAILED = PaymentFailure(code="refund_failed", message="The gateway could not bring the money back to the payer.")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an admin asked for; `amount` None: all that is left. Sweepers leave it alone until `next_try_at`."""

    admin_id: str
    key: str
    input_hash: str
    amount: int | None
    reason: str
    next_try_at: datetime


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
        reason = checked_reason(reason)
        if amount is not None and amount < 1:
            raise InvalidInputError("amount", "must be 1 or more minor units")
        input_hash = _hash_of(kind, paid_id, amount, reason)
        refund = await self._store.by_client_key(admin.user_id, key)
        if refund is None:
            first_try = self._clock() + timedelta(seconds=FIRST_TRY_SECONDS)
            asked = _Asked(admin.user_id, key, input_hash, amount, reason, first_try)
            refund = await self._ask(kind, await self._paid(kind, paid_id), asked)
        if refund.input_hash != input_hash:
            raise IdempotencyConflictError
        return await self.carry_out(refund)

    async def return_all(self, payment_id: str) -> None:
        """Let all that was paid for a payment that cannot be credited go back, unless that is under way already.

        Where it was asked for before and has not gone back, it is flagged, and asked for anew: what is left now, by a
        refund of its own, later each time. It is only stored here; a sweeper carries it out. Raises
        GatewayUnreachableError.
        """
        before = await self._store.before(NOBODY, payment_id)
        if before.asked:
            return
        paid = await self._paid(PAYMENTS, payment_id)
        try:
            left = await self._left(PAYMENTS, paid)
        except PaymentNotRefundableError:
            return  # it has gone back, or the payer's bank decides about it
        except GatewayRefusedError as error:
            raise GatewayUnreachableError from error  # nothing was learned, so whoever called must call again
        number, now = before.total + 1, self._clock()
        if number > 1:
            flag = PaymentFlag(code=FlagCode.RETURN_REFUSED.value, detail=_NOT_RETURNED, at=now)
            await self._convergences[PAYMENTS].store.flag(paid, flag)
        key = payment_id if number == 1 else f"{payment_id}:{number}"
        input_hash = _hash_of(PAYMENTS, payment_id, None, NOT_CREDITED)
        asked = _Asked(NOBODY, key, input_hash, None, NOT_CREDITED, next_return(number, now))
        await self._keep(PAYMENTS, paid, asked, left)

    async def carry_out(self, refund: Refund) -> Refund:
        """Go on with it from wherever it stopped; the refund as the gateway has it. Raises as `refund` does."""
        kind = kind_of(refund)
        paid = await self._paid(kind, refund.paid_id)
        details = {"amount": refund.amount, "currency": refund.currency, "reason": refund.reason}
        await self._actions.begin(refund.admin_id, kind.action, paid.id, refund.id, details)
        if refund.progress is RefundProgress.ASKED:
            made = await self._make(refund, kind, paid)
            if made is not None:
                await self._convergences[kind].converge(paid.id)
                await self._note(refund, made)
            refund = await self._store.get(refund.id)
        if refund.progress is RefundProgress.REFUSED and refund.failure is not None:
            if refund.admin_id == NOBODY:
                await self.return_all(refund.paid_id)  # before this one ends, so that a crash leaves none of them out
            await self._end(refund, RefundRefusedError.code)
            raise RefundRefusedError(refund.failure)
        await self._end(refund, DONE)
        return refund

    async def _note(self, refund: Refund, made: GatewayRefund) -> None:
        """An automatic one that failed at once counts as refused, since nobody looks after it."""
        if refund.admin_id == NOBODY and made.status is RefundStatus.FAILED:
            await self._store.mark_refused(refund.id, _FAILED)
        else:
            await self._store.mark_made(refund.id, made.id)

    async def _end(self, refund: Refund, outcome: str) -> None:
        if refund.open:
            await self._actions.complete(refund.id, outcome)
            await self._store.close(refund.id)

    async def _ask(self, kind: RefundKind, paid: Paid, asked: _Asked) -> Refund:
        """The intent, stored; the amount is fixed here, so that a repetition asks for the same."""
        try:
            left = await self._left(kind, paid)
        except GatewayRefusedError as error:
            raise kind.not_refundable(paid) from error
        if asked.amount is not None and asked.amount > left:
            raise RefundTooLargeError(Money(left, paid.currency))
        return await self._keep(kind, paid, asked, asked.amount or left)

    async def _keep(self, kind: RefundKind, paid: Paid, asked: _Asked, amount: int) -> Refund:
        refund = Refund(
            admin_id=asked.admin_id,
            client_key=asked.key,
            input_hash=asked.input_hash,
            **{kind.field: paid.id},
            amount=amount,
            currency=paid.currency,
            reason=asked.reason,
            created_at=self._clock(),
            next_try_at=asked.next_try_at,
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
        left = refundable(seen, paid.reversal or Reversal(), paid.currency)
        if not left:
            raise kind.not_refundable(paid)
        return left

    async def _make(self, refund: Refund, kind: RefundKind, paid: Paid) -> GatewayRefund | None:
        """It at the gateway: the one that is there already, else a new one; None when that is refused."""
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

    async def _refused(
        self, refund: Refund, paid: Paid, reference: str, error: GatewayRefusedError
    ) -> GatewayRefund | None:
        """A repetition is also refused where the first try took all that was left; then that is the refund."""
        try:
            made = await self._find(refund, paid, reference)
        except GatewayUnavailableError as away:
            raise GatewayUnreachableError from away
        except GatewayRefusedError:
            made = None  # the gateway does not even give out what went back of the payment
        if made is None:
            failure = PaymentFailure(code=error.code[:100], message=error.message[:500])
            await self._store.mark_refused(refund.id, failure)
            _log.warning("refund_refused", refund_id=refund.id, paid=paid.id, code=error.code)
        return made

    async def _find(self, refund: Refund, paid: Paid, reference: str) -> GatewayRefund | None:
        """Looked for by our id, because the gateway forgets its idempotency keys after a day."""
        seen = await self._gateways.named(paid.gateway).reversals(reference)
        return next((each for each in seen.refunds if each.refund_id == refund.id), None)

    async def _paid(self, kind: RefundKind, paid_id: str) -> Paid:
        paid = await self._convergences[kind].store.paid(paid_id)
        if paid is None:
            raise NotFoundError(kind.thing)
        return paid


def checked_reason(reason: str) -> str:
    """An admin's words, trimmed. Raises InvalidInputError."""
    text = reason.strip()
    if not 1 <= len(text) <= REASON_MAXIMUM_CHARACTERS:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=REASON_MAXIMUM_CHARACTERS))
    return text


def _hash_of(kind: RefundKind, paid_id: str, amount: int | None, reason: str) -> str:
    asked = json.dumps({kind.thing: paid_id, "amount": amount, "reason": reason}, sort_keys=True)
    return hashlib.sha256(asked.encode("ascii")).hexdigest()
