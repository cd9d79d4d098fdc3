"""Reads and writes subscriptions. Every change is one conditional update, so that racers cannot undo each other."""

from models.subscription import Subscription

__all__ = ["SubscriptionStore"]


class SubscriptionStore:
    """The `subscriptions` collection."""

    async def running_of(self, user_id: str) -> Subscription | None:
        """The user's running subscription."""
        return await Subscription.find_one({"user_id": user_id, "running": True})
