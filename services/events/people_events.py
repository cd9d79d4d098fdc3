"""The events of users, of what admins do with them, and of subscriptions, read off how they are stored. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from models.subscription import SubscriptionStatus
from models.user import Role, UserStatus
from services.admin.actions import DONE
from services.events.event import Event, EventType

__all__ = ["admin_action_events", "subscription_events", "user_events"]

_OF_ACTIONS = {"suspend_user": EventType.USER_SUSPENDED, "activate_user": EventType.USER_ACTIVATED}
_OF_ENDINGS = {
    SubscriptionStatus.CANCELLED.value: EventType.SUBSCRIPTION_CANCELLED,
    SubscriptionStatus.EXPIRED.value: EventType.SUBSCRIPTION_EXPIRED,
}


def user_events(row: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    """A guest is told of once it has an account; whoever is erased, as soon as nothing of the person is left."""
    data = {"userId": row["_id"], "walletId": row["wallet_id"]}
    if row["status"] == UserStatus.ERASED.value:
        yield Event(EventType.USER_DELETED, row["_id"], now, data, root_at=row["erasing_since"])
    elif row["role"] != Role.GUEST.value and row["status"] in {UserStatus.ACTIVE.value, UserStatus.SUSPENDED.value}:
        at = (row.get("guest") or {}).get("signed_up_at") or row["created_at"]
        yield Event(EventType.USER_CREATED, row["_id"], at, data)


def admin_action_events(row: Mapping[str, Any], _now: datetime) -> Iterator[Event]:
    """Whoever suspends a user or takes that back leaves a row, so it tells of each time."""
    kind = _OF_ACTIONS.get(row["action"])
    if kind is not None and row.get("outcome") == DONE:
        yield Event(kind, row["effect_id"], row["completed_at"], {"userId": row["target_id"]})


def subscription_events(row: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    """Its beginning, each time that it is past due, and its end."""
    data = {
        "subscriptionId": row["_id"],
        "userId": row["user_id"],
        "planId": row["plan_id"],
        "periodEnd": _written(row.get("period_end")),
    }
    if row.get("paid_until") is not None:
        yield Event(EventType.SUBSCRIPTION_STARTED, row["_id"], row["created_at"], data)
    if row["status"] == SubscriptionStatus.PAST_DUE.value:
        yield Event(EventType.SUBSCRIPTION_PAST_DUE, f"{row['_id']} {data['periodEnd']}", now, data)
    elif row["status"] in _OF_ENDINGS and row.get("paid_until") is not None:
        ended_at = row.get("ended_at")
        yield Event(_OF_ENDINGS[row["status"]], row["_id"], ended_at or now, data, root_at=ended_at)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
