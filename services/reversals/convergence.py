"""Makes a payment or invoice follow what the gateway says of its refunds and disputes now. Safe to repeat."""

from datetime import timedelta

import structlog

from gateways.payment_gateways import PaymentGateways
from gateways.reversals import GatewayReversals
from models.payment import PaymentFlag
from models.reversal import Reversal
from services.clock import Clock
from services.errors import NotFoundError
from services.ledger.errors import LedgerError
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.errors import PaymentsUnavailableError
from services.reversals.extras import Extras
from services.reversals.paid import Paid
from services.reversals.posting import Posting
from services.reversals.rules import Terms, in_currency, plan, status_of
from services.reversals.store import ReversalStore

__all__ = ["Convergence"]

_log = structlog.get_logger(__name__)

RACES_MAXIMUM = 8
"""How often another server may be faster before the caller must try again later."""
FOREIGN_NAMED = 5
"""How many refunds and disputes in another currency a flag names."""
DUE_SECONDS = 60
"""When a sweeper takes up steps that were planned and not posted."""


class Convergence:
    """Plans from the gateway's whole answer, never from an event, and stores the plan before anything is done.

    A plan is stored only if nobody stored another since what was paid was read, and the gateway is asked after that
    reading: so plans follow each other as the gateway's answers do, and an old answer never undoes a newer one.
    """

    def __init__(
        self,
        *,
        store: ReversalStore,
        posting: Posting,
        extras: Extras | None,
        payments: Payments,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        """`extras` is None for what brings none: an invoice."""
        self.store = store
        self._extras = extras
        self._posting = posting
        self._payments = payments
        self._gateways = gateways
        self._clock = clock

    async def converge(
        self, paid_id: str, reference: str | None = None, event_id: str | None = None
    ) -> FlagCode | None:
        """Follow one payment or invoice; the code when an admin must look at it.

        `reference` is the gateway's, for a payment that does not know it yet. When this returns, every step stands in
        the ledger, or a flag is stored. Raises NotFoundError, GatewayError, LedgerError where a retry may help, and
        PaymentsUnavailableError.
        """
        for _ in range(RACES_MAXIMUM):
            paid = await self._read(paid_id)
            if self._extras is not None and not await self._extras.complete(paid):
                paid = await self._read(paid_id)
            reference = paid.reference or reference
            if reference is None:
                return None  # nobody paid, so nothing can go back
            said = await self._gateways.named(paid.gateway).reversals(reference)
            seen, foreign = in_currency(said, paid.reversal or Reversal(), paid.currency)
            planned = await self._plan(paid, seen)
            if planned is None:
                continue
            flag = await self._post(paid, planned, event_id)
            if flag is not None:
                return flag
            flag = await self._flag_foreign(paid, foreign)
            if paid.credited_at is not None or not (planned.refunds or planned.disputes):
                await self.store.settle(paid.id, planned.version)
                return flag
            # The grant is frozen if it has to be; now let it come, to be taken.
            flag = await self._payments.follow(paid.gateway, reference, event_id)
            if (await self._read(paid_id)).credited_at is None:
                await self.store.settle(paid.id, planned.version)
                return flag
        raise PaymentsUnavailableError

    async def _read(self, paid_id: str) -> Paid:
        paid = await self.store.paid(paid_id)
        if paid is None:
            raise NotFoundError("payment")
        return paid

    async def _plan(self, paid: Paid, seen: GatewayReversals) -> Reversal | None:
        """What is to be done, stored; None when another server was faster."""
        before, credited, now = paid.reversal or Reversal(), paid.credited_at is not None, self._clock()
        # Once the period's tokens have expired, others were taken in their place, or will be.
        living = paid.tokens_expire_at if paid.tokens_expire_at is not None and paid.tokens_expire_at > now else None
        after = plan(Terms(paid.tokens, paid.bonus_tokens, credited, living), before, seen)
        status = None if paid.status is None else status_of(after, paid.status, credited=credited, denied=paid.denied)
        if after == before and status is paid.status:
            return after
        if not await self.store.save(paid, after, status, now + timedelta(seconds=DUE_SECONDS)):
            return None
        _log.info("reversal_planned", paid=paid.id, status=status and status.value, steps=len(after.steps))
        return after.model_copy(update={"version": before.version + 1})

    async def _flag_foreign(self, paid: Paid, foreign: list[str]) -> FlagCode | None:
        """Once, however many events tell of it."""
        if not foreign:
            return None
        code, named = FlagCode.WRONG_CURRENCY, ", ".join(foreign[:FOREIGN_NAMED])
        detail = f"{named}: not in {paid.currency}, so it takes nothing; of a lost dispute an admin has to decide."
        await self.store.flag(paid, PaymentFlag(code=code.value, detail=detail, at=self._clock()))
        return code

    async def _post(self, paid: Paid, planned: Reversal, event_id: str | None) -> FlagCode | None:
        try:
            # Rewards first: what they were not earned for must not pay off what the purchase's own tokens leave owed.
            if self._extras is not None and planned.is_whole:
                await self._extras.take_rewards_back(paid)
            await self._posting.post(paid, planned)
        except LedgerError as error:
            if error.retryable:
                raise
            code = FlagCode.REVERSAL_REFUSED
            detail = f"{error.code}: {error.message}"
            await self.store.flag(
                paid, PaymentFlag(code=code.value, detail=detail, event_id=event_id, at=self._clock())
            )
            return code
        return None
