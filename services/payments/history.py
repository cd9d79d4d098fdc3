"""Which payments of a history are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.payment import PaymentStatus
from services.errors import InvalidInputError

__all__ = ["EVERYTHING", "PurchaseFilter"]


@dataclass(frozen=True, slots=True)
class PurchaseFilter:
    """`statuses`: None for every status. `since` and `until` bound when it was started; the latter is not included."""

    statuses: Sequence[PaymentStatus] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def query(self) -> dict[str, Any]:
        """As MongoDB is asked; raises InvalidInputError for a range that ends before it begins."""
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InvalidInputError("from", "must not be after `to`")
        query: dict[str, Any] = {}
        if self.statuses is not None:
            query["status"] = {"$in": sorted({status.value for status in self.statuses})}
        bounds = {"$gte": self.since, "$lt": self.until}
        created_at = {name: moment for name, moment in bounds.items() if moment is not None}
        return {**query, "created_at": created_at} if created_at else query


EVERYTHING = PurchaseFilter()
