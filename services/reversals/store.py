"""Reads and writes the reversals of what was paid. Every change is one conditional update."""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, ClassVar

from bson.int64 import Int64

from models.payment import Payment, PaymentFlag, PaymentStatus
from models.reversal import Reversal
from models.subscription_invoice import SubscriptionInvoice
from services.reversals.paid import Paid

__all__ = ["ReversalStore"]


class ReversalStore(ABC):
    """The field `reversal` of one collection: that of payments, or that of subscriptions' invoices."""

    document: ClassVar[type[Payment] | type[SubscriptionInvoice]]
    credited_field: ClassVar[str]
    """Where a document says when its tokens were credited."""

    @abstractmethod
    async def paid(self, paid_id: str) -> Paid | None:
        """The payment or invoice, whosever it is."""

    @abstractmethod
    async def flag(self, paid: Paid, flag: PaymentFlag) -> None:
        """Let an admin look at it."""

    async def save(self, paid: Paid, reversal: Reversal, status: PaymentStatus | None, due_at: datetime) -> bool:
        """Keep what was planned from `paid`; false when another server has planned meanwhile."""
        version = paid.reversal.version if paid.reversal is not None else None
        unchanged: dict[str, Any] = {"_id": paid.id, self.credited_field: paid.credited_at}
        unchanged |= {"reversal": None} if version is None else {"reversal.version": version}
        planned = reversal.model_copy(update={"version": (version or 0) + 1})
        values: dict[str, Any] = {"reversal": planned.model_dump(), "reversal_due_at": due_at}
        if status is not None and status is not paid.status:
            values["status"] = status.value
        done = await self.document.get_pymongo_collection().update_one(unchanged, {"$set": values})
        return done.matched_count == 1

    async def decide(self, paid_id: str, dispute_id: str, amount: int, at: datetime) -> None:
        """Keep what an admin said that a dispute takes; whoever has planned without it must look again."""
        decided = {f"reversal.decided.{dispute_id}": Int64(amount), "reversal_due_at": at}
        await self.document.get_pymongo_collection().update_one(
            {"_id": paid_id, "reversal": {"$type": "object"}}, {"$set": decided, "$inc": {"reversal.version": 1}}
        )

    async def mark_posted(self, paid_id: str, number: int, at: datetime, from_payer: int) -> None:
        """Step `number` stands in the ledger."""
        step = f"reversal.steps.{number}"
        await self.document.get_pymongo_collection().update_one(
            {"_id": paid_id, f"{step}.posted_at": None},
            {"$set": {f"{step}.posted_at": at, f"{step}.from_payer": Int64(from_payer)}},
        )

    async def settle(self, paid_id: str, version: int) -> None:
        """Nothing is left to do, unless something was planned since."""
        await self.document.get_pymongo_collection().update_one(
            {"_id": paid_id, "reversal.version": version}, {"$set": {"reversal_due_at": None}}
        )

    async def due(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Ids of those whose steps should stand by now, the longest due first."""
        found = self.document.get_pymongo_collection().find(
            {"reversal_due_at": {"$lte": now, "$type": "date"}}, {"_id": True}
        )
        return await found.sort("reversal_due_at", 1).limit(rows).to_list()

    async def postpone(self, paid_id: Any, until: datetime) -> None:
        """Look again then."""
        await self.document.get_pymongo_collection().update_one(
            {"_id": paid_id, "reversal_due_at": {"$type": "date"}}, {"$set": {"reversal_due_at": until}}
        )
