"""Makes a payment follow what the gateway says of its refunds and disputes now. Safe to repeat at any point."""

from datetime import timedelta
from functools import partial

import structlog

from gateways.payment_gateways import PaymentGateways
from gateways.reversals import GatewayReversals
from models.payment import Payment, PaymentFlag
from models.reversal import Reversal
from services.clock import Clock
from services.errors import NotFoundError
from services.ledger.errors import LedgerError
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.errors import PaymentsUnavailableError
from services.payments.handlers import Hint
from services.payments.store import PaymentStore
from services.reversals.posting import Posting
from services.reversals.rules import Terms, plan, status_of
from services.reversals.store import ReversalStore
from services.reversals.turns import SharedTurns

__all__ = ["Convergence"]

_log = structlog.get_logger(__name__)

RACES_MAXIMUM = 8
"""How often another server may be faster before the caller must try again later."""
DUE_SECONDS = 60
"""When a sweeper takes up steps that were planned and not posted."""
MONEY_GOES_BACK = "charge.refunded"
"""The one event about a charge that matters here; the others tell what is known from the payment."""


class Convergence:
    """Plans from the gateway's whole answer, never from an event, and stores the plan before anything is done.

    A plan is stored only if nobody stored another since the payment was read, and the gateway is asked after that
    reading: so plans follow each other as the gateway's answers do, and an old answer never undoes a newer one.
    """

    def __init__(
        self, *, store: ReversalStore, posting: Posting, payments: Payments, gateways: PaymentGateways, clock: Clock
    ) -> None:
        self._store = store
        self._flags = PaymentStore()
        self._posting = posting
        self._payments = payments
        self._gateways = gateways
        self._clock = clock
        self._turns = SharedTurns()

    async def handle(self, hint: Hint) -> FlagCode | None:
        """Follow the payment that a refund, dispute or charge belongs to. Raises as an `EventHandler` may."""
        if hint.object_type == "charge" and hint.type != MONEY_GOES_BACK:
            return None
        # Of one refund there are three events at least, and any of them may come many times at once.
        key = f"{hint.source}/{hint.object_type}/{hint.object_id}"
        flag: FlagCode | None = await self._turns.share(key, partial(self._follow_object, hint))
        return flag

    async def _follow_object(self, hint: Hint) -> FlagCode | None:
        reference = await self._gateways.named(hint.source).reversed_payment(hint.object_type, hint.object_id)
        if reference is None:
            return FlagCode.UNKNOWN_PAYMENT
        payment = await self._payments.named(hint.source, reference)
        if payment is None:
            return FlagCode.UNKNOWN_PAYMENT
        return await self.converge(payment.id, reference, hint.event_id)

    async def converge(
        self, payment_id: str, reference: str | None = None, event_id: str | None = None
    ) -> FlagCode | None:
        """Follow one payment; the code when an admin must look at it.

        `reference` is the gateway's, for a payment that does not know it yet. When this returns, every step stands in
        the ledger, or a flag is stored. Raises NotFoundError, GatewayError, LedgerError where a retry may help, and
        PaymentsUnavailableError.
        """
        for _ in range(RACES_MAXIMUM):
            payment = await self._read(payment_id)
            reference = payment.gateway_reference or reference
            if reference is None:
                return None  # nobody paid, so nothing can go back
            gateway = self._gateways.named(payment.gateway)
            planned = await self._plan(payment, await gateway.reversals(reference))
            if planned is None:
                continue
            flag = await self._post(payment, planned, event_id)
            if flag is not None:
                return flag
            if payment.credited_at is not None or not (planned.refunds or planned.disputes):
                await self._store.settle(payment.id, planned.version)
                return None
            # The grant is frozen if it has to be; now let it come, to be taken.
            flag = await self._payments.follow(payment.gateway, reference, event_id)
            if flag is not None or (await self._read(payment_id)).credited_at is None:
                await self._store.settle(payment.id, planned.version)
                return flag
        raise PaymentsUnavailableError

    async def _read(self, payment_id: str) -> Payment:
        payment = await self._store.payment(payment_id)
        if payment is None:
            raise NotFoundError("payment")
        return payment

    async def _plan(self, payment: Payment, seen: GatewayReversals) -> Reversal | None:
        """What is to be done, stored; None when another server was faster."""
        before, credited = payment.reversal or Reversal(), payment.credited_at is not None
        after = plan(Terms(payment.tokens, payment.bonus_tokens, credited), before, seen)
        status = status_of(after, payment.status, credited=credited)
        if after == before and status is payment.status:
            return after
        due_at = self._clock() + timedelta(seconds=DUE_SECONDS)
        if not await self._store.save(payment, after, status, due_at):
            return None
        _log.info("reversal_planned", payment_id=payment.id, status=status.value, steps=len(after.steps))
        return after.model_copy(update={"version": before.version + 1})

    async def _post(self, payment: Payment, planned: Reversal, event_id: str | None) -> FlagCode | None:
        try:
            await self._posting.post(payment, planned)
        except LedgerError as error:
            if error.retryable:
                raise
            code = FlagCode.REVERSAL_REFUSED
            detail = f"{error.code}: {error.message}"
            flag = PaymentFlag(code=code.value, detail=detail, event_id=event_id, at=self._clock())
            await self._flags.add_flag(payment.id, flag, close=False)
            return code
        return None
