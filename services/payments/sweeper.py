"""Completes what a crash, a lost webhook or a payer who went away left behind. Every pass is safe to repeat."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateway import PaymentGateway
from gateways.payment_gateways import PaymentGateways
from models.payment import Payment, PaymentKind, PaymentStatus
from models.webhook_event import WebhookEvent
from services.clock import Clock
from services.errors import TokentillError
from services.payments.cancel import Cancellations
from services.payments.checkout_events import CheckoutEvents
from services.payments.decisions import FlagCode, Report
from services.payments.events import PaymentEvents
from services.payments.follow_up import FollowUp
from services.payments.handlers import EventHandlers, Hint
from services.payments.inbox import Inbox
from services.payments.schedule import check_after_failure, next_check, next_follow_up, next_try
from services.payments.store import PaymentStore

__all__ = ["PaymentSweeper", "Swept"]

_log = structlog.get_logger(__name__)

EVENT_REST_SECONDS = 60
"""An event younger than this is left to the request that brought it."""
AWAY_MAXIMUM = 2
"""After so many in a row that met no answer, the rest of them waits for the next pass: each may cost a time limit."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Swept:
    """How many events, payments and ended payments one pass dealt with, and how many it could not deal with."""

    events: int = 0
    payments: int = 0
    failed: int = 0
    follow_ups: int = 0


class PaymentSweeper:
    """Asks the gateways about events that were not handled, and about payments that are due."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        inbox: Inbox,
        events: PaymentEvents,
        handlers: EventHandlers,
        cancellations: Cancellations,
        checkouts: CheckoutEvents,
        follow_up: FollowUp,
        gateways: PaymentGateways,
        clock: Clock,
    ) -> None:
        self._store = store
        self._inbox = inbox
        self._events = events
        self._handlers = handlers
        self._cancellations = cancellations
        self._checkouts = checkouts
        self._follow_up = follow_up
        self._gateways = gateways
        self._clock = clock

    async def complete_payments(self, limit: int) -> Swept:
        """Look at `limit` events and `limit` payments of each gateway at most, then at `limit` that have ended.

        One that fails is logged and put off, a little longer each time, and keeps nobody else waiting. While a gateway
        does not answer, its part of a pass ends early. Raises PaymentsUnavailableError when the rows cannot even be
        read.
        """
        swept = [await self._complete_those_of(gateway, limit) for gateway in self._gateways.all()]
        ended = await self._store.due_follow_ups(self._clock(), limit)
        follow_ups, bad_follow_ups = await self._each(ended, self._take_follow_up)
        return Swept(
            events=sum(each.events for each in swept),
            payments=sum(each.payments for each in swept),
            failed=sum(each.failed for each in swept) + bad_follow_ups,
            follow_ups=follow_ups,
        )

    async def _complete_those_of(self, gateway: PaymentGateway, limit: int) -> Swept:
        now = self._clock()
        rested = now - timedelta(seconds=EVENT_REST_SECONDS)
        rows = await self._inbox.unhandled(gateway.name, now, rested, limit)
        events, bad_events = await self._each(rows, partial(self._take_event, gateway))
        due = await self._store.due(gateway.name, self._clock(), limit)
        payments, bad_payments = await self._each(due, partial(self._take_payment, gateway))
        return Swept(events, payments, bad_events + bad_payments)

    async def _each(self, rows: list[dict[str, Any]], take: Callable[[Row], Awaitable[None]]) -> tuple[int, int]:
        """How many of `rows` were dealt with, and how many failed."""
        done = failed = away = 0
        for row in rows:
            try:
                await take(row)
                done, away = done + 1, 0
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                failed, away = failed + 1, away + 1 if _is_away(error) else 0
                trace = None if away else error  # an outage needs none
                _log.warning("payments_sweep_failed", row=str(row["_id"]), error=type(error).__name__, exc_info=trace)
            if away >= AWAY_MAXIMUM:
                _log.warning("payments_sweep_cut", left=len(rows) - done - failed)
                break
        return done, failed

    async def _take_event(self, gateway: PaymentGateway, row: Row) -> None:
        """Put off first of all, so that one that ends the process does not do so at every pass."""
        tries = row.get("tries", 0)
        tries = tries + 1 if isinstance(tries, int) else 1
        await self._inbox.postpone(row["_id"], tries, next_try(tries, self._clock()))
        await self._complete_event(gateway, WebhookEvent.model_validate(row))

    async def _complete_event(self, gateway: PaymentGateway, row: WebhookEvent) -> None:
        """An event says how things stood; the gateway says how they stand, which is as good or better."""
        reference = row.facts.get("reference")
        if isinstance(reference, str):
            flag = await self._complete_payment(gateway, reference, row.event_id)
        else:
            flag = await self._handlers.handle(Hint.of(row))
        await self._inbox.mark_handled(row.id, flag)

    async def _complete_payment(self, gateway: PaymentGateway, reference: str, event_id: str) -> FlagCode | None:
        try:
            answer = await gateway.retrieve_payment(reference)
        except GatewayRefusedError:
            return FlagCode.UNRESOLVED
        return await self._events.apply(Report.of_answer(gateway.name, answer, event_id))

    async def _take_payment(self, gateway: PaymentGateway, row: Row) -> None:
        """Put off first of all, as events are; it stays open when the payer is just paying, or may still pay."""
        now = self._clock()
        planned = _planned(row, now)
        again = check_after_failure(planned, now)
        await self._store.postpone_check(row["_id"], again)
        await self._check(gateway, Payment.model_validate(row), now)
        if planned > again:
            await self._store.postpone_check(row["_id"], planned)

    async def _take_follow_up(self, row: Row) -> None:
        """Put off first of all, as the others are; done, it is due no more."""
        now = self._clock()
        await self._store.postpone_follow_up(row["_id"], next_follow_up(row["follow_up_at"], now))
        await self._follow_up.run(row["_id"])

    async def settle(self, payment: Payment) -> None:
        """Do now what its turn would bring; what is given up here and not at the gateway is cancelled there.

        Raises GatewayError, GatewayUnreachableError, and as `PaymentEvents.apply` does.
        """
        if payment.open:
            await self._check(self._gateways.named(payment.gateway), payment, self._clock())
        elif payment.status is PaymentStatus.CANCELLED and payment.gateway_reference is not None:
            await self._cancellations.cancel_at_gateway(payment, payment.gateway_reference)

    async def _check(self, gateway: PaymentGateway, payment: Payment, now: datetime) -> None:
        expired = payment.expires_at <= now
        if payment.checkout_reference is not None:
            await self._follow_page(payment, payment.checkout_reference, expired=expired)
        elif payment.gateway_reference is None:
            if expired and payment.kind is not PaymentKind.SAVED_CARD:  # such a one may have been charged
                await self._store.close_unstarted(payment.id)
        elif expired:
            await self._cancellations.cancel_at_gateway(payment, payment.gateway_reference)
        else:
            await self._ask(gateway, payment.gateway_reference)

    async def _follow_page(self, payment: Payment, reference: str, *, expired: bool) -> None:
        await (self._checkouts.expire(payment, reference) if expired else self._checkouts.ask(payment, reference))

    async def _ask(self, gateway: PaymentGateway, reference: str) -> None:
        try:
            answer = await gateway.retrieve_payment(reference)
        except GatewayRefusedError:
            return
        await self._events.apply(Report.of_answer(gateway.name, answer))


def _planned(row: Row, now: datetime) -> datetime:
    created_at, expires_at = row.get("created_at"), row.get("expires_at")
    if isinstance(created_at, datetime) and isinstance(expires_at, datetime):
        return next_check(created_at, expires_at, now)
    return next_check(now, now, now)  # it cannot be read, so it is treated as one that has expired


def _is_away(error: Exception) -> bool:
    """Whether the next one is likely to meet the same: no answer from the gateway, the ledger or the database."""
    if isinstance(error, TokentillError):
        return error.retryable
    return isinstance(error, GatewayUnavailableError | PyMongoError)
