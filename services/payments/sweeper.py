"""Completes what a crash, a lost webhook or a payer who went away left behind. Every pass is safe to repeat."""

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateway import PaymentGateway
from models.payment import Payment
from models.webhook_event import WebhookEvent
from services.clock import Clock
from services.payments.cancel import Cancellations
from services.payments.decisions import FlagCode, Report
from services.payments.errors import GatewayUnreachableError
from services.payments.events import PaymentEvents
from services.payments.inbox import Inbox
from services.payments.schedule import next_check
from services.payments.store import PaymentStore

__all__ = ["PaymentSweeper", "Swept"]

_log = structlog.get_logger(__name__)

EVENT_REST_SECONDS = 60
"""An event younger than this is left to the request that brought it."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one pass did."""

    events: int = 0
    payments: int = 0


class PaymentSweeper:
    """Asks the gateway about events that were not handled, and about payments that are due."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        inbox: Inbox,
        events: PaymentEvents,
        cancellations: Cancellations,
        gateway: PaymentGateway,
        clock: Clock,
    ) -> None:
        self._store = store
        self._inbox = inbox
        self._events = events
        self._cancellations = cancellations
        self._gateway = gateway
        self._clock = clock

    async def complete_payments(self, limit: int) -> Swept:
        """Look at `limit` events and `limit` payments at most; ends early while the gateway does not answer.

        Raises LedgerUnavailableError, UnknownOutcomeError and PaymentsUnavailableError; the next pass goes on.
        """
        swept = Swept()
        try:
            before = self._clock() - timedelta(seconds=EVENT_REST_SECONDS)
            for row in await self._inbox.unhandled(self._gateway.name, before, limit):
                await self._complete_event(row)
                swept = replace(swept, events=swept.events + 1)
            for payment in await self._store.due(self._clock(), limit):
                await self._check(payment)
                swept = replace(swept, payments=swept.payments + 1)
        except (GatewayUnavailableError, GatewayUnreachableError):
            _log.warning("payments_sweep_cut", events=swept.events, payments=swept.payments)
        return swept

    async def _complete_event(self, row: WebhookEvent) -> None:
        """An event says how things stood; the gateway says how they stand, which is as good or better."""
        reference = row.facts.get("reference")
        if not isinstance(reference, str):
            await self._inbox.mark_handled(row.id, None)
            return
        try:
            answer = await self._gateway.retrieve_payment(reference)
        except GatewayRefusedError:
            await self._inbox.mark_handled(row.id, FlagCode.UNRESOLVED)
            return
        flag = await self._events.apply(Report.of_answer(self._gateway.name, answer, row.event_id))
        await self._inbox.mark_handled(row.id, flag)

    async def _check(self, payment: Payment) -> None:
        now = self._clock()
        expired = payment.expires_at <= now
        # First of all, so that one that fails every time does not keep the others waiting. It stays open when the
        # payer is in the middle of paying, or may still pay.
        await self._store.postpone_check(payment.id, next_check(payment.created_at, payment.expires_at, now))
        if payment.gateway_reference is None:
            if expired:
                await self._store.close_unstarted(payment.id)
        elif expired:
            await self._cancellations.cancel_at_gateway(payment.gateway_reference)
        else:
            await self._ask(payment.gateway_reference)

    async def _ask(self, reference: str) -> None:
        try:
            answer = await self._gateway.retrieve_payment(reference)
        except GatewayRefusedError:
            return
        await self._events.apply(Report.of_answer(self._gateway.name, answer))
