"""What a lost dispute in another currency takes, as an admin says: its amount does not tell."""

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.payment_gateways import PaymentGateways
from models.reversal import DisputeState
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.payments.errors import GatewayUnreachableError
from services.reversals.convergence import Convergence
from services.reversals.errors import DisputeNotDecidableError
from services.reversals.paid import Paid
from services.reversals.refund_kinds import RefundKind
from services.reversals.refunds import checked_reason

__all__ = ["DisputeDecisions"]

ACTION = "decide_dispute"


class DisputeDecisions:
    """The decision is stored with what was paid; the dispute is then followed as one of that amount in its currency."""

    def __init__(self, *, actions: AdminActions, gateways: PaymentGateways, clock: Clock) -> None:
        self._actions = actions
        self._gateways = gateways
        self._clock = clock

    async def decide(
        self,
        admin: Viewer,
        kind: RefundKind,
        convergence: Convergence,
        paid_id: str,
        dispute_id: str,
        amount: int,
        reason: str,
        key: str,
    ) -> Paid:
        """Let the dispute take the tokens that `amount` minor units of what was paid stand for; 0 sets all free.

        It may be decided anew with another key. Once it is stored, a sweeper follows it too. Raises InvalidInputError,
        NotFoundError, DisputeNotDecidableError, IdempotencyConflictError, and as `Convergence.converge` does.
        """
        effect = f"{admin.user_id} {client_key('decideDispute', key)}"
        paid = await self._followed(kind, convergence, paid_id)
        details = {
            "dispute": dispute_id, "amount": amount, "currency": paid.currency, "reason": checked_reason(reason),
        }  # fmt: skip
        await self._check(paid, dispute_id, amount)
        row = await self._actions.begin(admin.user_id, ACTION, paid.id, effect, details)
        if (row.target_id, row.details) != (paid.id, details):
            raise IdempotencyConflictError
        if row.outcome is None:
            await convergence.store.decide(paid.id, dispute_id, amount, self._clock())
            await self._actions.complete(effect, DONE)
        return await self._followed(kind, convergence, paid_id)

    async def _followed(self, kind: RefundKind, convergence: Convergence, paid_id: str) -> Paid:
        if await convergence.store.paid(paid_id) is None:
            raise NotFoundError(kind.thing)
        try:
            await convergence.converge(paid_id)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise DisputeNotDecidableError from error
        paid = await convergence.store.paid(paid_id)
        if paid is None:
            raise NotFoundError(kind.thing)
        return paid

    async def _check(self, paid: Paid, dispute_id: str, amount: int) -> None:
        if paid.reference is None or paid.reversal is None:
            raise DisputeNotDecidableError
        try:
            seen = await self._gateways.named(paid.gateway).reversals(paid.reference)
        except GatewayUnavailableError as error:
            raise GatewayUnreachableError from error
        except GatewayRefusedError as error:
            raise DisputeNotDecidableError from error
        lost = [each for each in seen.disputes if each.id == dispute_id and each.state is DisputeState.LOST]
        if not lost or lost[0].currency == paid.currency:
            raise DisputeNotDecidableError
        if not 0 <= amount <= seen.paid:
            raise InvalidInputError("amount", "must be from 0 to what was paid, in minor units")
