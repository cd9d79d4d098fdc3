"""What a caller gets for a command that took effect, now or when its key was first used."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from services.ledger.balance import Balance
from services.ledger.sheet import Operation
from services.ledger.state import WalletState, balance_at
from services.ledger.state_codec import state_from_document
from services.ledger.usage import UsageRecord
from services.ledger.values import value

__all__ = ["Posted"]


@value(frozen=True, slots=True)
class Posted:
    """An entry that is stored."""

    entry_id: str
    wallet: str
    seq: int
    key: str
    kind: str
    at: datetime
    balance: Balance
    """The wallet right after the entry."""
    replayed: bool
    """Whether the entry stood before this call."""
    granted: int = 0
    """Whole tokens that the entry brought in."""
    taken: int = 0
    """Whole tokens that the entry took back, those not counted that are owed."""
    repaid: int = 0
    """Whole tokens with which the entry paid off a debt."""
    usage: UsageRecord | None = None
    hold: Mapping[str, Any] | None = None
    """The hold that the entry opened, renewed or ended: `id`, `amount`, and `expires_at` while it is open."""

    @classmethod
    def of(cls, document: Mapping[str, Any], *, replayed: bool) -> Self:
        """The posted form of a stored entry that has its state."""
        return cls.of_head(document, state_from_document(document["state"]), replayed=replayed)

    @classmethod
    def of_head(cls, document: Mapping[str, Any], state: WalletState, *, replayed: bool = False) -> Self:
        """The posted form of an entry whose state is already at hand."""
        usage = document.get("usage")
        return cls(
            entry_id=str(document["_id"]),
            wallet=document["wallet"],
            seq=int(document["seq"]),
            key=document["key"],
            kind=document["kind"],
            at=document["at"],
            balance=balance_at(state, int(document["seq"]), document["at"]),
            replayed=replayed,
            granted=_moved(document, Operation.GRANT),
            taken=_moved(document, Operation.REVOKE),
            repaid=_moved(document, Operation.REPAY),
            usage=UsageRecord.from_document(usage) if usage is not None else None,
            hold=document.get("hold"),
        )


def _moved(document: Mapping[str, Any], operation: Operation) -> int:
    return sum(int(change["amount"]) for change in document["changes"] if change["op"] == operation)
