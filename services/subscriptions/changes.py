"""The `subscription_changes` collection: what users asked to change, stored before it is done."""

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

    async def finish(self, change_id: str, failure: PaymentFailure | None = None) -> None:
        """DONE, or REFUSED for the reason that the gateway gave."""
        status = ChangeStatus.DONE if failure is None else ChangeStatus.REFUSED
        values = {"status": status.value, "failure": None if failure is None else failure.model_dump()}
        await SubscriptionChange.get_pymongo_collection().update_one(
            {"_id": change_id, "status": ChangeStatus.PENDING.value}, {"$set": values}
        )

    async def pending(self, asked_before: datetime, rows: int) -> list[dict[str, Any]]:
        """Changes that were not finished, the oldest first, as they are stored."""
        changes = SubscriptionChange.get_pymongo_collection()
        found = changes.find({"status": ChangeStatus.PENDING.value, "created_at": {"$lt": asked_before}})
        return await found.sort("created_at", 1).limit(rows).to_list()
