"""The `subscription_changes` collection: what users asked to change, stored before it is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo.errors import DuplicateKeyError

from models.payment import PaymentFailure
from models.subscription_change import ChangeStatus, SubscriptionChange
from services.subscriptions.errors import SubscriptionChangePendingError

__all__ = ["ChangeStore"]


class ChangeStore:
    """Reads and writes changes."""

    async def by_client_key(self, user_id: str, client_key: str) -> SubscriptionChange | None:
        """The user's change that was asked for with this key."""
        return await SubscriptionChange.find_one({"user_id": user_id, "client_key": client_key})

    async def insert(self, change: SubscriptionChange) -> SubscriptionChange:
        """The stored one: this, or that which another call with the same key has stored meanwhile.

        Raises SubscriptionChangePendingError while another change of the subscription is not finished.
        """
        try:
            await change.insert()
        except DuplicateKeyError:
            same = await self.by_client_key(change.user_id, change.client_key)
            if same is None:
                raise SubscriptionChangePendingError from None
            return same
        return change

    async def stored(self, change: SubscriptionChange) -> SubscriptionChange:
        """The change as it stands now."""
        return await SubscriptionChange.find_one({"_id": change.id}) or change

    async def keep_undone_price(self, change: SubscriptionChange, price: str) -> bool:
        """Remember what is about to be undone; the first price counts. False when the change is finished."""
        return await self._set_pending(change, {"undone_price": {"$ifNull": ["$undone_price", {"$literal": price}]}})

    async def keep_failure(self, change: SubscriptionChange, failure: PaymentFailure) -> None:
        """It is refused and will not be tried again, and what it has undone is still to be put back."""
        await self._set_pending(change, {"failure": {"$literal": failure.model_dump()}})

    async def finish(self, change: SubscriptionChange, failure: PaymentFailure | None = None) -> SubscriptionChange:
        """DONE, or REFUSED for this reason, unless another server has finished it; the change as it is finished."""
        status = ChangeStatus.DONE if failure is None else ChangeStatus.REFUSED
        kept = None if failure is None else failure.model_dump()
        await self._set_pending(change, {"status": status.value, "failure": {"$literal": kept}})
        return await self.stored(change)

    async def pending(self, asked_before: datetime, rows: int) -> list[dict[str, Any]]:
        """Changes that were not finished, the oldest first, as they are stored."""
        changes = SubscriptionChange.get_pymongo_collection()
        found = changes.find({"status": ChangeStatus.PENDING.value, "created_at": {"$lt": asked_before}})
        return await found.sort("created_at", 1).limit(rows).to_list()

    async def _set_pending(self, change: SubscriptionChange, values: Mapping[str, Any]) -> bool:
        query = {"_id": change.id, "status": ChangeStatus.PENDING.value}
        result = await SubscriptionChange.get_pymongo_collection().update_one(query, [{"$set": values}])
        return result.matched_count == 1
