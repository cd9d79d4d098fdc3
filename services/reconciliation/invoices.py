"""Compares the paid invoices of subscriptions with ours: what they granted, and what refunds and disputes took back."""

from asyncio import sleep
from datetime import datetime

from gateways.errors import PaymentUnknownError
from gateways.lists import GatewayLists
from gateways.payment_gateway import PaymentGateway
from services.clock import Clock
from services.payments import Payments
from services.payments.handlers import Hint
from services.reconciliation.report import Difference, ReconciliationReport, Rule
from services.reconciliation.rules import Problem, reason_of, reversal_problems, unfinished
from services.reconciliation.store import OurPayments

__all__ = ["InvoiceWalk"]

RUN = "reconciliation"
"""Stands where an event's id would."""
SUSPECTS_MAXIMUM = 500
"""Invoices whose refunds and disputes are kept in mind before they are compared."""


class InvoiceWalk:
    """The part of `GatewayWalk` that is about subscriptions. What differs is asked about once more before it counts."""

    def __init__(
        self,
        *,
        gateway: PaymentGateway,
        payments: Payments,
        ours: OurPayments,
        clock: Clock,
        report: ReconciliationReport,
        fix: bool,
        rest_seconds: float,
    ) -> None:
        self._gateway = gateway
        self._payments = payments
        self._ours = ours
        self._clock = clock
        self._report = report
        self._fix = fix
        self._rest_seconds = rest_seconds
        self._suspects: set[str] = set()

    async def walk(self, lists: GatewayLists, since: datetime) -> None:
        """A paid invoice of ours that granted nothing is missed, or was refused and is flagged."""
        name = self._gateway.name
        async for invoice in lists.invoices(since):
            if not await self._ours.has_subscription(name, invoice.subscription):
                self._report.foreign += 1
                continue
            self._report.invoices += 1
            if await self._ours.is_granted(invoice.reference):
                continue
            if self._fix:
                await self._payments.handle(Hint(name, "invoice", invoice.reference, RUN, Rule.INVOICE_MISSED))
            else:
                await sleep(self._rest_seconds)
                if await self._ours.is_granted(invoice.reference):
                    continue
            paid = f"{invoice.amount_paid} {invoice.currency} of {invoice.subscription} paid there, not granted here."
            fixed = await self._ours.is_granted(invoice.reference)
            self._tell(invoice.reference, (Rule.INVOICE_MISSED, paid), fixed=fixed)

    async def suspect(self, reference: str) -> bool:
        """Whether this payment of the gateway's paid an invoice of ours, all of whose reversals are then compared."""
        invoice = await self._ours.invoice_paid_by(self._gateway.name, reference)
        if invoice is None:
            return False
        await self._suspect(invoice.id)
        return True

    async def look_again(self, since: datetime) -> None:
        """Compare the refunds and disputes of every suspect, and of what we think was refunded or disputed."""
        gateway = self._gateway
        async for invoice_id in self._ours.reversed_invoices(gateway.name, since, livemode=gateway.livemode):
            await self._suspect(invoice_id)
        await self._compare()

    async def _suspect(self, invoice_id: str) -> None:
        self._suspects.add(invoice_id)
        if len(self._suspects) >= SUSPECTS_MAXIMUM:
            await self._compare()

    async def _compare(self) -> None:
        if self._suspects and not self._fix:
            await sleep(self._rest_seconds)
        while self._suspects:
            invoice_id = self._suspects.pop()
            found = await self._differences(invoice_id)
            if found and self._fix:
                await self._follow(invoice_id, found)
                left = {(place, rule) for place, (rule, _) in await self._differences(invoice_id)}
            else:
                left = {(place, rule) for place, (rule, _) in found}
            for place, problem in found:
                self._tell(place, problem, fixed=(place, problem[0]) not in left)

    async def _differences(self, invoice_id: str) -> list[tuple[str, Problem]]:
        """Everything that differs in the refunds and disputes of one invoice, asked now."""
        invoice = await self._ours.invoice(invoice_id)
        if invoice is None or invoice.payment_reference is None or invoice.granted_at is None:
            return []
        try:
            there = await self._gateway.reversals(invoice.payment_reference)
        except PaymentUnknownError:
            told = f"Granted here; the gateway does not know {invoice.payment_reference}."
            return [(invoice.id, (Rule.UNKNOWN_THERE, told))]
        found = list(reversal_problems(invoice.reversal, there, invoice.currency))
        late = unfinished(invoice, self._clock())
        return [*found, *([(invoice.id, late)] if late else [])]

    async def _follow(self, invoice_id: str, found: list[tuple[str, Problem]]) -> None:
        """As if the gateway told of them once more."""
        for place, (rule, _) in found:
            kind = rule.value.partition(".")[0]
            if kind in {"refund", "dispute"}:
                await self._payments.handle(Hint(self._gateway.name, kind, place, RUN, rule.value))
            elif rule is Rule.REVERSAL_UNFINISHED:
                await self._follow_any(invoice_id)

    async def _follow_any(self, invoice_id: str) -> None:
        invoice = await self._ours.invoice(invoice_id)
        reason = None if invoice is None else reason_of(invoice.reversal)
        if reason is not None:
            await self._payments.handle(Hint(self._gateway.name, *reason, RUN, Rule.REVERSAL_UNFINISHED))

    def _tell(self, reference: str, problem: Problem, *, fixed: bool) -> None:
        rule, detail = problem
        self._report.add([Difference(self._gateway.name, rule.value, reference, None, detail, fixed)])
