"""Everything that the outside of this folder may ask of refunds and disputes."""

from dataclasses import dataclass

from gateways.payment_gateways import PaymentGateways
from models.payment import Payment
from models.refund import Refund
from models.subscription_invoice import SubscriptionInvoice
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.errors import PaymentsUnavailableError
from services.reversals.convergence import Convergence
from services.reversals.dispute_decisions import DisputeDecisions
from services.reversals.events import ReversalEvents
from services.reversals.extras import Extras
from services.reversals.paid import Paid
from services.reversals.paid_invoices import PaidInvoices
from services.reversals.paid_payments import PaidPayments
from services.reversals.posting import Posting
from services.reversals.refund_kinds import INVOICES, PAYMENTS, RefundKind
from services.reversals.refunds import Refunds
from services.reversals.store import ReversalStore
from services.reversals.sweeper import ReversalSweeper, SweptReversals

__all__ = ["MadeInvoiceRefund", "MadeRefund", "Reversals"]

OBJECT_TYPES = ("refund", "dispute", "charge")
"""What the gateways' events about money that goes back are about."""

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


@dataclass(frozen=True, slots=True)
class MadeRefund:
    """A refund that the gateway has, and the payment as it stands with it."""

    refund: Refund
    payment: Payment


@dataclass(frozen=True, slots=True)
class MadeInvoiceRefund:
    """A refund that the gateway has, and the invoice of a subscription as it stands with it."""

    refund: Refund
    invoice: SubscriptionInvoice


class Reversals:
    """Refunds and disputes of payments and of subscriptions' invoices.

    One instance a process; it handles the events of `payments` about them.

    Every method may raise PaymentsUnavailableError.
    """

    def __init__(
        self, *, payments: Payments, ledger: Ledger, gateways: PaymentGateways, actions: AdminActions, clock: Clock
    ) -> None:
        paid_payments, paid_invoices = PaidPayments(), PaidInvoices()

        def converging(store: ReversalStore, extras: Extras | None) -> Convergence:
            return Convergence(
                store=store,
                posting=Posting(store, ledger),
                extras=extras,
                payments=payments,
                gateways=gateways,
                clock=clock,
            )

        self._convergence = converging(paid_payments, Extras(ledger, clock))
        self._of_invoices = of_invoices = converging(paid_invoices, None)
        self._decisions = DisputeDecisions(actions=actions, gateways=gateways, clock=clock)
        self._paid_payments, self._paid_invoices = paid_payments, paid_invoices
        self._refunds = Refunds(
            of_payments=self._convergence, of_invoices=of_invoices, actions=actions, gateways=gateways, clock=clock
        )
        self._sweeper = ReversalSweeper(
            payments=self._convergence, invoices=of_invoices, refunds=self._refunds, clock=clock
        )
        self._events = ReversalEvents(
            payments=payments,
            gateways=gateways,
            of_payments=self._convergence,
            invoices=paid_invoices,
            of_invoices=of_invoices,
        )
        payments.return_money_by(self._refunds.return_all)
        for object_type in OBJECT_TYPES:
            payments.handle_events_about(object_type, self._events.handle)

    @_away_is_unavailable
    async def refund(self, admin: Viewer, payment_id: str, amount: int | None, reason: str, key: str) -> MadeRefund:
        """See `Refunds.refund`. The caller has made sure that `admin` is one."""
        made = await self._refunds.refund(admin, PAYMENTS, payment_id, amount, reason, key)
        payment = await self._paid_payments.payment(payment_id)
        if payment is None:
            raise NotFoundError(PAYMENTS.thing)
        return MadeRefund(made, payment)

    @_away_is_unavailable
    async def refund_invoice(
        self, admin: Viewer, invoice_id: str, amount: int | None, reason: str, key: str
    ) -> MadeInvoiceRefund:
        """The same for a paid invoice of a subscription; `invoice_id` is the gateway's."""
        made = await self._refunds.refund(admin, INVOICES, invoice_id, amount, reason, key)
        invoice = await self._paid_invoices.invoice(invoice_id)
        if invoice is None:
            raise NotFoundError(INVOICES.thing)
        return MadeInvoiceRefund(made, invoice)

    @_away_is_unavailable
    async def decide_dispute(
        self,
        admin: Viewer,
        kind: RefundKind,
        paid_id: str,
        dispute_id: str,
        amount: int,
        reason: str,
        key: str,
    ) -> Paid:
        """See `DisputeDecisions.decide`. The caller has made sure that `admin` is one."""
        convergence = self._convergence if kind is PAYMENTS else self._of_invoices
        return await self._decisions.decide(admin, kind, convergence, paid_id, dispute_id, amount, reason, key)

    @_away_is_unavailable
    async def converge(self, payment_id: str) -> FlagCode | None:
        """See `Convergence.converge`: for whoever compares payments with the gateway."""
        return await self._convergence.converge(payment_id)

    @_away_is_unavailable
    async def complete(self, limit: int) -> SweptReversals:
        """See `ReversalSweeper.complete`."""
        return await self._sweeper.complete(limit)
