"""What went back of the money, and what that took back of the tokens. Stands inside what was paid.

That is a payment, or an invoice of a subscription.
"""

from enum import StrEnum

from bson.int64 import Int64
from pydantic import BaseModel

from models.fields import Int64Amount, UtcDatetime

_NOTHING = Int64(0)


class RefundStatus(StrEnum):
    """Where a refund stands at the gateway."""

    PENDING = "pending"
    """Accepted; the money is on its way back."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    """It did not reach the payer, or was called off; the money is the shop's again."""


class DisputeState(StrEnum):
    """Whose the money of a disputed payment is."""

    OPEN = "open"
    """Not decided. An inquiry that may become a dispute counts as one."""
    WON = "won"
    """The shop keeps it."""
    LOST = "lost"
    """The payer has it back."""


class SeenRefund(BaseModel):
    """A refund as the gateway last told it; amounts in minor units of the payment's currency."""

    id: str
    """The gateway's."""
    amount: Int64Amount
    status: RefundStatus
    created_at: UtcDatetime
    applied: Int64Amount = _NOTHING
    """How much of it the steps account for: its amount, or nothing."""


class SeenDispute(BaseModel):
    """A dispute as the gateway last told it; amounts in minor units of the payment's currency."""

    id: str
    """The gateway's."""
    amount: Int64Amount
    state: DisputeState
    reason: str
    """The gateway's own code, such as `fraudulent`."""
    created_at: UtcDatetime
    applied: Int64Amount = _NOTHING
    """How much of it the steps account for: its amount once it is lost, or nothing."""


class StepKind(StrEnum):
    """What a step does to the tokens that were paid for."""

    TAKE = "take"
    GIVE_BACK = "give_back"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"


class ReversalStep(BaseModel):
    """One thing to do in the ledger, decided and stored before it is done. It never changes afterwards."""

    kind: StepKind
    key: str
    """The ledger key of its entries."""
    tokens: Int64Amount = _NOTHING
    """Bought tokens that it takes or gives back."""
    bonus_tokens: Int64Amount = _NOTHING
    """Bonus tokens of the promo code that it takes or gives back."""
    expires_at: UtcDatetime | None = None
    """When the tokens expire that it gives back; None: never."""
    posted_at: UtcDatetime | None = None
    """When its entries were seen to stand in the ledger."""
    from_payer: Int64Amount = _NOTHING
    """Of a gift: how much of it the giver's wallet bore, the rest being the receiver's."""


class Reversal(BaseModel):
    """All refunds and disputes of what was paid, and the steps that follow from them, in order."""

    version: int = 0
    """Goes up with every change, so that of two servers that plan at once one must look again."""
    paid: Int64Amount = _NOTHING
    """What the payer paid, tax included: what all of the tokens stand for."""
    refunds: list[SeenRefund] = []
    disputes: list[SeenDispute] = []
    steps: list[ReversalStep] = []
    decided: dict[str, Int64Amount] = {}
    """By the gateway's id of a lost dispute in another currency: how much of what was paid it takes, as an admin said,
    in minor units of the payment's currency.
    """

    @property
    def is_whole(self) -> bool:
        """Whether all of the money is gone, by refunds that did not fail and disputes that were lost."""
        back = sum(each.amount for each in self.refunds if each.status is not RefundStatus.FAILED)
        lost = sum(each.amount for each in self.disputes if each.state is DisputeState.LOST)
        return 0 < self.paid <= back + lost
