"""Reads and writes the refunds that admins asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.payment import PaymentFailure
from models.refund import Refund, RefundProgress

__all__ = ["RefundStore", "RefundsBefore"]


@dataclass(frozen=True, slots=True)
class RefundsBefore:
    """The refunds of one payment that one admin asked for."""

    total: int
    asked: bool
    """Whether one of them is still to be made."""


class RefundStore:
    """The `refunds` collection."""

    async def insert(self, refund: Refund) -> None:
        """Store a new one; raises DuplicateKeyError when the admin's key is taken."""
        await refund.insert()

    async def by_client_key(self, admin_id: str, client_key: str) -> Refund | None:
        """The admin's refund that was asked for with this key."""
        return await Refund.find_one({"admin_id": admin_id, "client_key": client_key})

    async def before(self, admin_id: str, payment_id: str) -> RefundsBefore:
        """What the admin asked for of the payment until now."""
        query = {"payment_id": payment_id, "admin_id": admin_id}
        found = Refund.get_pymongo_collection().find(query, {"progress": True})
        states = [row["progress"] async for row in found]
        return RefundsBefore(len(states), RefundProgress.ASKED.value in states)

    async def get(self, refund_id: str) -> Refund:
        """A refund that is known to be stored."""
        found = await Refund.get(refund_id)
        if found is None:
            raise LookupError(refund_id)
        return found

    async def mark_made(self, refund_id: str, gateway_refund_id: str) -> None:
        """The gateway has it, and the tokens have followed."""
        await self._change(
            {"_id": refund_id, "progress": RefundProgress.ASKED.value},
            {"progress": RefundProgress.MADE.value, "gateway_refund_id": gateway_refund_id},
        )

    async def mark_refused(self, refund_id: str, failure: PaymentFailure) -> None:
        """The gateway would not make it."""
        await self._change(
            {"_id": refund_id, "progress": RefundProgress.ASKED.value},
            {"progress": RefundProgress.REFUSED.value, "failure": failure.model_dump()},
        )

    async def close(self, refund_id: str) -> None:
        """Nothing is left to do."""
        await self._change({"_id": refund_id, "open": True}, {"open": False})

    async def due(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Those that are not at their end, the longest due first."""
        query = {"open": True, "next_try_at": {"$lte": now}}
        found = Refund.get_pymongo_collection().find(query, {"_id": True, "tries": True})
        return await found.sort("next_try_at", 1).limit(rows).to_list()

    async def postpone(self, refund_id: Any, tries: int, until: datetime) -> None:
        """It was tried `tries` times by sweepers; leave it alone until then."""
        await self._change({"_id": refund_id}, {"tries": tries, "next_try_at": until})

    async def _change(self, query: dict[str, Any], values: dict[str, Any]) -> None:
        await Refund.get_pymongo_collection().update_one(query, {"$set": values})
