"""Gives each receipt its number: 1, 2, 3 and so on in the order in which they are first asked for, with no gap.

The number is the id of the receipt's document. Whoever asks takes the number after the highest; of several at once one
gets it, by the unique index, and the others look again. A number is never taken and then not used, so none is left out.
Since a document is written only after the one before it was read on the same primary, a failover loses both or none.
"""

import asyncio
import random
from typing import Any

from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.receipt import Receipt
from services.clock import Clock
from services.payments.errors import PaymentsUnavailableError

__all__ = ["ReceiptNumbers"]

RACES_MAXIMUM = 100
"""Of so many that are issued at the very same time the last one is told to come again."""
_PAUSE_SECONDS = 0.02


class ReceiptNumbers:
    """The `receipts` collection."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def issue(self, payment_id: str) -> Receipt:
        """The payment's receipt, numbered now if it has none yet; raises PaymentsUnavailableError after many races."""
        receipts = Receipt.get_pymongo_collection()
        for _ in range(RACES_MAXIMUM):
            known = await receipts.find_one({"payment_id": payment_id})
            if known is not None:
                return _read(known)
            newest = await receipts.find_one({}, {"_id": True}, sort=[("_id", -1)])
            number = 1 if newest is None else newest["_id"] + 1
            row = {"_id": Int64(number), "payment_id": payment_id, "issued_at": self._clock()}
            try:
                await receipts.insert_one(row)
            except DuplicateKeyError:
                await asyncio.sleep(random.random() * _PAUSE_SECONDS)  # noqa: S311 - it keeps racing calls apart
                continue
            return _read(row)
        raise PaymentsUnavailableError


def _read(row: dict[str, Any]) -> Receipt:
    receipt: Receipt = Receipt.model_validate(row)
    return receipt
