"""Walks the lists of one gateway and our own payments beside each other, in flat memory."""

from asyncio import sleep
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

from gateways.checkout_sessions import CheckoutStatus, GatewayCheckout
from gateways.errors import GatewayError, PaymentUnknownError
from gateways.lists import GatewayLists, ListedPayment
from gateways.payment_gateway import PaymentGateway
from models.ids import moment_of
from models.payment import Payment
from services.clock import Clock
from services.payments import Payments
from services.payments.decisions import Report
from services.payments.events import CHECKOUT_SESSION
from services.payments.handlers import Hint
from services.reconciliation.errors import ReconciliationError
from services.reconciliation.invoices import InvoiceWalk
from services.reconciliation.report import Difference, ReconciliationReport, Rule
from services.reconciliation.rules import (
    Problem,
    listed_problem,
    open_too_long,
    reason_of,
    reversal_problems,
    unfinished,
    unknown_there_problem,
)
from services.reconciliation.store import OurPayments

__all__ = ["GatewayWalk", "Progress"]

RECENT_MAXIMUM = 10_000
"""References kept while the two lists are merged. One that is forgotten, or comes out of turn, is only asked about."""
SKEW = timedelta(minutes=10)
"""A payment is made here first and there a moment later, by another clock."""
RUN = "reconciliation"
"""Stands where an event's id would."""
SUSPECTS_MAXIMUM = 500
"""Payments that differ at first sight, kept until they are looked at again."""

Progress = Callable[[int], None]
Found = tuple[str | None, Problem]
"""The gateway's id of what differs, and the problem."""


class GatewayWalk:
    """One comparison with one gateway.

    What differs at first sight is asked about once more before it counts: a list is read while people pay, and ours is
    a moment behind until the webhook comes. With `fix` our side is made to follow through the very functions that
    webhooks and sweepers call.
    """

    def __init__(
        self,
        *,
        gateway: PaymentGateway,
        payments: Payments,
        clock: Clock,
        report: ReconciliationReport,
        fix: bool,
        rest_seconds: float,
        progress: Progress | None,
    ) -> None:
        self._gateway = gateway
        self._payments = payments
        self._ours = OurPayments()
        self._clock = clock
        self._report = report
        self._fix = fix
        self._rest_seconds = rest_seconds
        self._progress = progress
        self._invoices = InvoiceWalk(
            gateway=gateway,
            payments=payments,
            ours=self._ours,
            clock=clock,
            report=report,
            fix=fix,
            rest_seconds=rest_seconds,
        )
        self._suspects: OrderedDict[str, str | None] = OrderedDict()
        self._recent: OrderedDict[str, None] = OrderedDict()

    async def run(self, since: datetime) -> None:
        """Compare all that was made at `since` or later; raises ReconciliationError, and what `Payments` does."""
        lists = self._gateway.lists
        if lists is None:
            raise ReconciliationError(self._gateway.name, "it has no lists")
        try:
            await self._walk_payments(lists, since)
            await self._suspect_denied()
            await self._invoices.walk(lists, since)
            await self._walk_reversals(lists, since)
            await self._look_again()
            await self._invoices.look_again(since)
            await self._walk_checkouts(lists, since)
        except GatewayError as error:
            raise ReconciliationError(self._gateway.name, str(error)) from error

    # --- First look
    async def _walk_payments(self, lists: GatewayLists, since: datetime) -> None:
        """Both lists go from new to old; the gateway's is always read some minutes further than ours."""
        theirs = lists.payments(since - SKEW)
        listed = await anext(theirs, None)
        async for payment in self._ours.newest_first(self._gateway.name, since):
            while listed is not None and listed.created_at >= moment_of(payment.id) - SKEW:
                listed = await self._next(theirs, listed)
            await self._look_at_ours(payment)
        while listed is not None:
            listed = await self._next(theirs, listed)

    async def _next(self, theirs: AsyncIterator[ListedPayment], listed: ListedPayment) -> ListedPayment | None:
        """Look at one of theirs; then the one after it."""
        said = listed.payment
        payment = await self._payments.named_by(Report.of_answer(self._gateway.name, said))
        if payment is None and said.payment_id is None:
            self._report.foreign += 1
        else:
            self._counted()
            self._recent[said.reference] = None
            if payment is not None and payment.gateway_reference is None:
                self._recent[payment.id] = None
            if len(self._recent) > RECENT_MAXIMUM:
                self._recent.popitem(last=False)
            if listed_problem(payment, Report.of_answer(self._gateway.name, said), self._clock()):
                await self._suspect(said.reference, None if payment is None else payment.id)
        return await anext(theirs, None)

    async def _look_at_ours(self, payment: Payment) -> None:
        reference = payment.gateway_reference
        if payment.livemode is not self._gateway.livemode:
            return
        if reference is None:
            if payment.id not in self._recent:
                self._counted()
            if open_too_long(payment, self._clock()):
                await self._suspect(payment.id, payment.id)
            return
        if reference not in self._recent:
            self._counted()
            await self._suspect(reference, payment.id)
        elif payment.reversal is not None or payment.reversal_due_at is not None:
            await self._suspect(reference, payment.id)

    async def _suspect_denied(self) -> None:
        """Whatever their age: money that has to go back is owed until it has."""
        gateway = self._gateway
        async for reference, payment_id in self._ours.denied(gateway.name, livemode=gateway.livemode):
            if reference not in self._recent:
                self._counted()
            await self._suspect(reference, payment_id)

    async def _walk_reversals(self, lists: GatewayLists, since: datetime) -> None:
        async for refund in lists.refunds(since):
            self._report.refunds += await self._suspect_what_was_paid(refund.reference)
        async for dispute in lists.disputes(since):
            self._report.disputes += await self._suspect_what_was_paid(dispute.reference)

    async def _suspect_what_was_paid(self, reference: str | None) -> bool:
        """Whether a refund or dispute belongs to anything of ours, all of whose reversals are then compared."""
        payment = None if reference is None else await self._ours.by_reference(self._gateway.name, reference)
        if payment is not None and reference is not None:
            await self._suspect(reference, payment.id)
            return True
        if reference is not None and await self._invoices.suspect(reference):
            return True
        self._report.foreign += 1
        return False

    async def _suspect(self, reference: str, payment_id: str | None) -> None:
        self._suspects[reference] = payment_id
        if len(self._suspects) >= SUSPECTS_MAXIMUM:
            await self._look_again()

    async def _walk_checkouts(self, lists: GatewayLists, since: datetime) -> None:
        """Sessions that ended, or were paid, and whose payment does not know it."""
        async for session in lists.checkouts(since):
            if session.payment_id is None:
                self._report.foreign += 1
                continue
            self._report.checkouts += 1
            if session.status is CheckoutStatus.PAID and session.payment_reference in self._recent:
                continue  # what it was paid by was compared above
            payment_id = session.payment_id
            problem = await self._problem_of_session(session)
            if problem is not None and self._fix:
                await self._payments.handle(Hint(self._gateway.name, CHECKOUT_SESSION, session.reference, RUN, RUN))
            elif problem is not None:
                await sleep(self._rest_seconds)
            if problem is None or self._gateway.checkout is None:
                continue
            left = await self._problem_of_session(await self._gateway.checkout.retrieve(session.reference))
            if left is not None or self._fix:
                rule, detail = problem
                ours = payment_id if await self._ours.by_id(payment_id) is not None else None
                found = Difference(self._gateway.name, rule.value, session.reference, ours, detail, left is None)
                self._report.add([found])

    async def _problem_of_session(self, session: GatewayCheckout) -> Problem | None:
        report = Report.of_checkout(self._gateway.name, session)
        return listed_problem(await self._payments.named_by(report), report, self._clock())

    def _counted(self) -> None:
        self._report.payments += 1
        if self._progress is not None:
            self._progress(self._report.payments)

    # --- Second look
    async def _look_again(self) -> None:
        if self._suspects and not self._fix:
            await sleep(self._rest_seconds)
        while self._suspects:
            reference, payment_id = self._suspects.popitem(last=False)
            found = await self._differences(reference, payment_id)
            if found and self._fix:
                await self._converge(reference, payment_id, found)
                left = {(place, problem[0]) for place, problem in await self._differences(reference, payment_id)}
            else:
                left = {(place, problem[0]) for place, problem in found}
            self._report.add(
                Difference(
                    gateway=self._gateway.name,
                    rule=rule.value,
                    reference=place,
                    payment_id=payment_id,
                    detail=detail,
                    fixed=(place, rule) not in left,
                )
                for place, (rule, detail) in found
            )

    async def _differences(self, reference: str, payment_id: str | None) -> list[Found]:
        """Everything that differs about one payment, asked now."""
        payment = None if payment_id is None else await self._ours.by_id(payment_id)
        if payment is not None and reference == payment.id:
            problem = open_too_long(payment, self._clock())
            return [(None, problem)] if problem else []
        try:
            said = await self._gateway.retrieve_payment(reference)
        except PaymentUnknownError:
            problem = None if payment is None else unknown_there_problem(payment)
            return [(reference, problem)] if problem else []
        problem = listed_problem(payment, Report.of_answer(self._gateway.name, said), self._clock())
        found: list[Found] = [(reference, problem)] if problem else []
        if payment is not None and (payment.credited_at is not None or payment.denied_at is not None):
            there = await self._gateway.reversals(reference)
            found += reversal_problems(payment.reversal, there, payment.currency)
            late = unfinished(payment, self._clock())
            found += [(reference, late)] if late else []
        return found

    async def _converge(self, reference: str, payment_id: str | None, found: list[Found]) -> None:
        rules = {problem[0] for _, problem in found}
        payment = None if payment_id is None else await self._ours.by_id(payment_id)
        if payment is not None and rules & {Rule.OPEN_TOO_LONG, Rule.UNKNOWN_THERE, Rule.STATUS}:
            await self._payments.settle(payment)
        if rules & _OF_REPORTS:
            said = await self._gateway.retrieve_payment(reference)
            await self._payments.apply(Report.of_answer(self._gateway.name, said))
        for place, (rule, _) in found:
            kind = rule.value.partition(".")[0]
            if kind in {"refund", "dispute"} and place is not None:
                await self._payments.handle(Hint(self._gateway.name, kind, place, RUN, rule.value))
        reason = reason_of(payment.reversal) if payment is not None and Rule.REVERSAL_UNFINISHED in rules else None
        if reason is not None:
            await self._payments.handle(Hint(self._gateway.name, *reason, RUN, Rule.REVERSAL_UNFINISHED))


_OF_REPORTS = frozenset({
    Rule.MISSED_CREDIT, Rule.NOT_RETURNED, Rule.STATUS, Rule.WRONG_AMOUNT, Rule.WRONG_CURRENCY, Rule.WRONG_LIVEMODE,
    Rule.WRONG_METADATA, Rule.SECOND_PAYMENT,
})  # fmt: skip
"""What the report of a payment puts right, or flags for an admin."""
