"""Carries out what is decided about a report: credits, changes a status, or flags. Safe to repeat at any point."""

import structlog

from gateways.payment_gateway import GatewayEvent, GatewayPayment, GatewayPaymentStatus
from models.payment import Payment, PaymentFlag, PaymentStatus
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerError
from services.ledger.keys import grant_key_of_payment
from services.payments.decisions import AskCheckout, ChangeStatus, Credit, Flag, FlagCode, PaymentRecord, Report, decide
from services.payments.errors import PaymentsUnavailableError
from services.payments.follow_up import FollowUp
from services.payments.handlers import EventHandlers, Hint
from services.payments.inbox import Inbox
from services.payments.store import PaymentStore
from services.promotions.reservations import Reservations
from services.teams.access import is_closed

__all__ = ["CHECKOUT_SESSION", "PaymentEvents"]

_log = structlog.get_logger(__name__)

_BEYOND_CAP = "It was paid after it was given up, and its code or discount was to be had no more: its money goes back."
_TEAM_CLOSED = "It was paid after the team that it was bought for was closed: its money goes back."

CHECKOUT_SESSION = "checkout.session"
"""What gateways call the object behind a hosted page."""
RACES_MAXIMUM = 5
"""How often a payment may change between reading and writing before the caller must try again later."""


class PaymentEvents:
    """The one way in which anything that a gateway says reaches payments and the ledger."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        inbox: Inbox,
        ledger: Ledger,
        clock: Clock,
        handlers: EventHandlers,
        reservations: Reservations,
        follow_up: FollowUp,
    ) -> None:
        self._handlers = handlers
        self._reservations = reservations
        self._follow_up = follow_up
        self._store = store
        self._inbox = inbox
        self._ledger = ledger
        self._clock = clock

    async def receive(self, event: GatewayEvent) -> None:
        """Record a verified event and do what it means, once.

        When this returns, the effect or a flag for review is durable. Else it raises (LedgerUnavailableError,
        UnknownOutcomeError, PaymentsUnavailableError, GatewayUnreachableError, what a handler raises, or a fault) and
        the source must deliver again.
        """
        row = await self._inbox.record(event)
        if row.handled_at is not None:
            return
        report = Report.of_event(event)
        flag = await (self.apply(report) if report is not None else self._handlers.handle(Hint.of(event)))
        if flag is None and not event.version_expected:
            flag = FlagCode.OTHER_API_VERSION
        await self._inbox.mark_handled(row.id, flag)
        _log.info("event_handled", source=event.source, event_id=event.event_id, type=event.type, flag=flag)

    async def apply(self, report: Report) -> FlagCode | None:
        """Do what `report` means for its payment; the code when it was flagged. Raises as `receive` does."""
        for _ in range(RACES_MAXIMUM):
            payment = await self._store.named_by(report)
            if payment is None and report.payment.payment_id is None:
                flag = await self._handlers.take_elsewhere(report.source, report.payment.reference)
                if flag is not FlagCode.UNKNOWN_PAYMENT:
                    return flag
            action = decide(None if payment is None else PaymentRecord.of(payment), report)
            if isinstance(action, Flag):
                return await self._flag(payment, action, report)
            if payment is None:
                break
            if isinstance(action, AskCheckout):
                return await self._handlers.handle(_session_of(report, action.reference))
            if isinstance(action, Credit):
                return await self._credit(payment, report)
            if not isinstance(action, ChangeStatus) or await self._change(payment, action, report):
                return None
        raise PaymentsUnavailableError

    async def credit_as_decided(self, payment: Payment, answer: GatewayPayment) -> FlagCode | None:
        """Credit a payment although amount, currency or metadata differ, since an admin says so; the code if it cannot.

        `answer` is what the gateway has under the payment's reference. It must be paid, in the payment's own mode.
        """
        if answer.status is not GatewayPaymentStatus.SUCCEEDED:
            return FlagCode.NOT_PAID
        if answer.livemode is not payment.livemode:
            return FlagCode.WRONG_LIVEMODE
        return await self._credit(payment, Report.of_answer(payment.gateway, answer))

    async def _change(self, payment: Payment, action: ChangeStatus, report: Report) -> bool:
        """False when the payment has changed since it was read."""
        if not await self._store.change_status(payment, action, report):
            return False
        _log.info("payment_status_changed", payment_id=payment.id, status=action.status.value)
        if action.status is PaymentStatus.CANCELLED:
            await self._follow_up.attempt(payment.id)
        return True

    async def close_unknown(self, payment: Payment, reference: str | None, detail: str) -> None:
        """CANCELLED, and flagged: the gateway knows nothing of `reference`, so nobody can pay it any more."""
        code = FlagCode.UNKNOWN_AT_GATEWAY.value
        await self._store.add_flag(payment.id, PaymentFlag(code=code, detail=detail, at=self._clock()), close=False)
        if await self._store.close_unknown(payment.id, reference):
            _log.info("payment_status_changed", payment_id=payment.id, status=PaymentStatus.CANCELLED.value)
            await self._follow_up.attempt(payment.id)

    async def _credit(self, payment: Payment, report: Report) -> FlagCode | None:
        """The ledger entry is the credit; the status follows it, and is set again by whoever repeats this."""
        if not await self._reservations.secure(payment, self._clock()):
            return await self._deny(payment, report)
        try:
            posted = await self._ledger.grant(
                payment.wallet_id,
                grant_key_of_payment(payment.id),
                source=GrantSource.PURCHASE if payment.gift is None else GrantSource.GIFT,
                amount=payment.tokens,
                reference=payment.id,
            )
        except LedgerError as error:
            if error.retryable:
                raise
            return await self._flag(payment, Flag(FlagCode.CREDIT_REFUSED, f"{error.code}: {error.message}"), report)
        tax = report.checkout.tax if report.checkout is not None else None
        await self._store.mark_credited(payment.id, report.payment.reference, posted.at, tax)
        _log.info("payment_credited", payment_id=payment.id, tokens=payment.tokens, replayed=posted.replayed)
        await self._follow_up.attempt(payment.id)
        return None

    async def _deny(self, payment: Payment, report: Report) -> FlagCode:
        """What was agreed can no longer be given, so nothing is taken for it."""
        if report.payment.reference:
            await self._store.set_reference(payment.id, report.payment.reference)
        closed = payment.team_id is not None and await is_closed(payment.team_id)
        code, detail = (FlagCode.TEAM_CLOSED, _TEAM_CLOSED) if closed else (FlagCode.DISCOUNT_BEYOND_CAP, _BEYOND_CAP)
        flag = PaymentFlag(code=code.value, detail=detail, at=self._clock())  # of no event: all tell of one matter
        await self._store.add_flag(payment.id, flag, close=True)
        if self._handlers.returner is not None:
            await self._handlers.returner(payment.id)
        return code

    async def _flag(self, payment: Payment | None, flag: Flag, report: Report) -> FlagCode:
        said = report.payment
        if payment is not None:
            page = report.checkout.reference if report.checkout is not None else None
            same = page == payment.checkout_reference if page else said.reference == payment.gateway_reference
            ended = same and said.status in {
                GatewayPaymentStatus.SUCCEEDED,
                GatewayPaymentStatus.CANCELLED,
            }
            await self._store.add_flag(
                payment.id,
                PaymentFlag(code=flag.code.value, detail=flag.detail, event_id=report.event_id, at=self._clock()),
                close=ended,
            )
        else:
            _log.warning("event_flagged", code=flag.code, event_id=report.event_id, reference=said.reference)
        return flag.code


def _session_of(report: Report, reference: str) -> Hint:
    """As an event about the hosted page would name it."""
    return Hint(report.source, CHECKOUT_SESSION, reference, report.event_id or "", "checkout.session.completed")
