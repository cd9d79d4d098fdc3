"""Reads and writes subscriptions. Every change is one conditional update, so that racers cannot undo each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import structlog
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.payment import PaymentFlag
from models.subscription import FrozenTerms, Subscription, SubscriptionStatus
from models.subscription_invoice import SubscriptionInvoice

__all__ = ["SubscriptionStore"]

_log = structlog.get_logger(__name__)

FLAGS_MAXIMUM = 20
PAID_INVOICES_MAXIMUM = 500


class SubscriptionStore:
    """The `subscriptions` and `subscription_invoices` collections."""

    async def insert(self, subscription: Subscription) -> None:
        """Store a new one; raises DuplicateKeyError when the user's key is taken, or another one is running."""
        await subscription.insert()

    async def running_of(self, user_id: str) -> Subscription | None:
        """The user's running subscription."""
        return await Subscription.find_one({"user_id": user_id, "running": True})

    async def running_of_all(self, user_ids: Sequence[str]) -> list[Subscription]:
        """The running subscriptions of these users."""
        return await Subscription.find({"user_id": {"$in": list(user_ids)}, "running": True}).to_list()

    async def newest_of(self, user_id: str) -> Subscription | None:
        """The user's running subscription, or else the last one."""
        return (
            await self.running_of(user_id) or await Subscription.find({"user_id": user_id}).sort("-_id").first_or_none()
        )

    async def by_id(self, subscription_id: str) -> Subscription | None:
        """The subscription."""
        return await Subscription.find_one({"_id": subscription_id})

    async def of_user(self, user_id: str, subscription_id: str) -> Subscription | None:
        """The user's own subscription of this id."""
        return await Subscription.find_one({"_id": subscription_id, "user_id": user_id})

    async def by_client_key(self, user_id: str, client_key: str) -> Subscription | None:
        """The user's subscription that was made with this key."""
        return await Subscription.find_one({"user_id": user_id, "client_key": client_key})

    async def by_reference(self, gateway: str, reference: str) -> Subscription | None:
        """The subscription that the gateway knows by this id."""
        return await Subscription.find_one(
            {"gateway": gateway, "gateway_reference": {"$eq": reference, "$type": "string"}}
        )

    async def set_reference(self, subscription_id: str, reference: str) -> Subscription | None:
        """Keep the gateway's id, unless there is another one; None when there is."""
        query = {"_id": subscription_id, "gateway_reference": {"$in": [None, reference]}}
        return await self._change(query, {"$set": {"gateway_reference": reference}})

    async def close_unstarted(self, subscription_id: str) -> bool:
        """EXPIRED, if the gateway does not have it."""
        values = {"status": SubscriptionStatus.EXPIRED.value, "running": False}
        query = {"_id": subscription_id, "running": True, "gateway_reference": None}
        return await self._change(query, {"$set": values, "$inc": {"version": 1}}) is not None

    async def agree(self, subscription_id: str, terms: FrozenTerms) -> Subscription | None:
        """Add terms, in the place of those of the same price. At no moment are there none of that price."""
        other_price = {"$ne": ["$$this.price_reference", terms.price_reference]}
        others = {"$filter": {"input": "$terms", "cond": other_price}}
        values = {
            "terms": {"$concatArrays": [others, [{"$literal": terms.model_dump()}]]},
            "version": {"$add": ["$version", 1]},
        }
        return await self._change({"_id": subscription_id}, [{"$set": values}])

    async def follow(self, subscription: Subscription, state: Mapping[str, Any]) -> bool:
        """Bring it to `state`; false when it has changed since it was read. Nothing is written when nothing differs."""
        values = {
            name: value.value if isinstance(value, Enum) else value
            for name, value in state.items()
            if getattr(subscription, name) != value
        }
        if not values:
            return True
        query = {"_id": subscription.id, "version": subscription.version}
        try:
            changed = await self._change(query, {"$set": values, "$inc": {"version": 1}})
        except DuplicateKeyError:
            # It was given up here, its user has another one since, and now the gateway runs both.
            values["running"] = False
            changed = await self._change(query, {"$set": values, "$inc": {"version": 1}})
        if changed is not None:
            _log.info("subscription_changed", subscription_id=subscription.id, status=changed.status.value)
        return changed is not None

    async def outdate_readings(self, subscription_id: str) -> None:
        """Let nobody write down what they have read at the gateway before now: what is there came, went and came."""
        await self._change({"_id": subscription_id}, {"$inc": {"version": 1}})

    async def due(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Running subscriptions about which the gateway should be asked, the longest due first, as they are stored."""
        found = Subscription.get_pymongo_collection().find({"running": True, "next_check_at": {"$lte": now}})
        return await found.sort("next_check_at", 1).limit(rows).to_list()

    async def postpone_check(self, subscription_id: Any, until: datetime) -> None:
        """Ask the gateway again at `until`."""
        subscriptions = Subscription.get_pymongo_collection()
        await subscriptions.update_one({"_id": subscription_id}, {"$set": {"next_check_at": until}})

    async def add_flag(self, subscription_id: str, flag: PaymentFlag) -> None:
        """Flag the subscription once for each reason."""
        same = {"$not": {"$elemMatch": {"code": flag.code, "detail": flag.detail}}}
        await Subscription.get_pymongo_collection().update_one(
            {"_id": subscription_id, "flags": same, f"flags.{FLAGS_MAXIMUM - 1}": {"$exists": False}},
            {"$push": {"flags": flag.model_dump()}},
        )
        _log.warning("subscription_flagged", subscription_id=subscription_id, code=flag.code, detail=flag.detail)

    async def accept_invoice(self, invoice: SubscriptionInvoice) -> SubscriptionInvoice:
        """The stored one: this, or the one of the same id that was stored before."""
        try:
            await invoice.insert()
        except DuplicateKeyError:
            stored = await SubscriptionInvoice.find_one({"_id": invoice.id})
            if stored is None:
                raise
            return stored
        return invoice

    async def mark_granted(self, invoice_id: str, at: datetime) -> None:
        """The ledger has its tokens. What a refund or dispute that came before takes of them is due at once."""
        reversed_before = {"$eq": [{"$type": "$reversal"}, "object"]}
        values = {"granted_at": at, "reversal_due_at": {"$cond": [reversed_before, at, None]}}
        await SubscriptionInvoice.get_pymongo_collection().update_one(
            {"_id": invoice_id, "granted_at": None}, [{"$set": values}]
        )

    async def paid_invoices(self, subscription_id: str) -> list[SubscriptionInvoice]:
        """The newest invoices of it that were accepted, oldest first."""
        found = SubscriptionInvoice.find({"subscription_id": subscription_id}).sort("-paid_at")
        return list(reversed(await found.limit(PAID_INVOICES_MAXIMUM).to_list()))

    async def _change(
        self, query: Mapping[str, Any], update: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    ) -> Subscription | None:
        subscriptions = Subscription.get_pymongo_collection()
        changed = await subscriptions.find_one_and_update(query, update, return_document=ReturnDocument.AFTER)
        return Subscription.model_validate(changed) if changed is not None else None
