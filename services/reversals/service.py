"""Everything that the outside of this folder may ask of refunds and disputes."""

from gateways.payment_gateways import PaymentGateways
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.errors import PaymentsUnavailableError
from services.reversals.convergence import Convergence
from services.reversals.posting import Posting
from services.reversals.refunds import MadeRefund, Refunds
from services.reversals.store import ReversalStore
from services.reversals.sweeper import ReversalSweeper, SweptReversals

__all__ = ["Reversals"]

OBJECT_TYPES = ("refund", "dispute", "charge")
"""What the gateways' events about money that goes back are about."""

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


class Reversals:
    """Refunds and disputes. One instance a process; it handles the events of `payments` about them.

    Every method may raise PaymentsUnavailableError.
    """

    def __init__(
        self, *, payments: Payments, ledger: Ledger, gateways: PaymentGateways, actions: AdminActions, clock: Clock
    ) -> None:
        store = ReversalStore()
        self._convergence = Convergence(
            store=store, posting=Posting(store, ledger), payments=payments, gateways=gateways, clock=clock
        )
        self._refunds = Refunds(
            payments=store, convergence=self._convergence, actions=actions, gateways=gateways, clock=clock
        )
        self._sweeper = ReversalSweeper(store=store, convergence=self._convergence, refunds=self._refunds, clock=clock)
        for object_type in OBJECT_TYPES:
            payments.handle_events_about(object_type, self._convergence.handle)

    @_away_is_unavailable
    async def refund(self, admin: Viewer, payment_id: str, amount: int | None, reason: str, key: str) -> MadeRefund:
        """See `Refunds.refund`. The caller has made sure that `admin` is one."""
        return await self._refunds.refund(admin, payment_id, amount, reason, key)

    @_away_is_unavailable
    async def converge(self, payment_id: str) -> FlagCode | None:
        """See `Convergence.converge`: for whoever compares payments with the gateway."""
        return await self._convergence.converge(payment_id)

    @_away_is_unavailable
    async def complete(self, limit: int) -> SweptReversals:
        """See `ReversalSweeper.complete`."""
        return await self._sweeper.complete(limit)
