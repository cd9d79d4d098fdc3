"""Reads and writes the reversals of payments. Every change is one conditional update."""

from datetime import datetime
from typing import Any

from bson.int64 import Int64

from models.payment import Payment, PaymentStatus
from models.reversal import Reversal

__all__ = ["ReversalStore"]


class ReversalStore:
    """The field `reversal` of the `payments` collection."""

    async def payment(self, payment_id: str) -> Payment | None:
        """The payment, whosever it is."""
        return await Payment.get(payment_id)

    async def save(self, payment: Payment, reversal: Reversal, status: PaymentStatus, due_at: datetime) -> bool:
        """Keep what was planned from `payment`; false when another server has planned meanwhile."""
        version = payment.reversal.version if payment.reversal is not None else None
        unchanged: dict[str, Any] = {"_id": payment.id, "credited_at": payment.credited_at}
        unchanged |= {"reversal": None} if version is None else {"reversal.version": version}
        planned = reversal.model_copy(update={"version": (version or 0) + 1})
        values: dict[str, Any] = {"reversal": planned.model_dump(), "reversal_due_at": due_at}
        if status is not payment.status:
            values["status"] = status.value
        done = await Payment.get_pymongo_collection().update_one(unchanged, {"$set": values})
        return done.matched_count == 1

    async def mark_posted(self, payment_id: str, number: int, at: datetime, from_payer: int) -> None:
        """Step `number` stands in the ledger."""
        step = f"reversal.steps.{number}"
        await Payment.get_pymongo_collection().update_one(
            {"_id": payment_id, f"{step}.posted_at": None},
            {"$set": {f"{step}.posted_at": at, f"{step}.from_payer": Int64(from_payer)}},
        )

    async def settle(self, payment_id: str, version: int) -> None:
        """Nothing is left to do, unless something was planned since."""
        await Payment.get_pymongo_collection().update_one(
            {"_id": payment_id, "reversal.version": version}, {"$set": {"reversal_due_at": None}}
        )

    async def due(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Ids of the payments whose steps should stand by now, the longest due first."""
        found = Payment.get_pymongo_collection().find(
            {"reversal_due_at": {"$lte": now, "$type": "date"}}, {"_id": True}
        )
        return await found.sort("reversal_due_at", 1).limit(rows).to_list()

    async def postpone(self, payment_id: Any, until: datetime) -> None:
        """Look again then."""
        await Payment.get_pymongo_collection().update_one(
            {"_id": payment_id, "reversal_due_at": {"$type": "date"}}, {"$set": {"reversal_due_at": until}}
        )
