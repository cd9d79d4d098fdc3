"""Reads and writes auto top-ups. Every change is one conditional update, so that servers cannot undo each other."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError

from models.auto_top_up import AutoTopUp, AutoTopUpChange, AutoTopUpState, TopUpInFlight
from models.ids import new_id
from models.payment import Payment
from models.reversal import StepKind
from models.subscription_invoice import SubscriptionInvoice
from services.auto_top_up.reasons import CAP_REACHED
from services.auto_top_up.rules import Verdict, month_of

__all__ = ["AutoTopUpStore"]

_TAKING = [StepKind.FREEZE.value, StepKind.TAKE.value]
_CHARGING = [AutoTopUpState.ACTIVE.value, AutoTopUpState.WAITING.value]


class AutoTopUpStore:
    """The `auto_top_ups` and `auto_top_up_changes` collections."""

    async def of_user(self, user_id: str) -> AutoTopUp | None:
        """The user's auto top-up."""
        return await AutoTopUp.find_one({"user_id": user_id})

    async def change_by_key(self, user_id: str, key: str) -> AutoTopUpChange | None:
        """What the user asked for with this key."""
        return await AutoTopUpChange.find_one({"user_id": user_id, "client_key": key})

    async def newest_change(self, user_id: str) -> AutoTopUpChange | None:
        """What the user asked for last, applied or not."""
        return await AutoTopUpChange.find({"user_id": user_id}).sort("-revision").first_or_none()

    async def apply(self, change: AutoTopUpChange) -> None:
        """Make the user's auto top-up as `change` says, unless a newer one was applied. Safe to repeat."""
        values: dict[str, Any] = {
            "revision": change.revision,
            "state": (AutoTopUpState.ACTIVE if change.enabled else AutoTopUpState.OFF).value,
            "reason": None,
            "failures": 0,
            "next_check_at": change.at,
        }
        if change.terms is not None:
            values |= {"terms": change.terms.model_dump(), "consent_at": change.at}
        at_first = {
            "_id": new_id("atu"),
            "wallet_id": change.wallet_id,
            "in_flight": None,
            "month": month_of(change.at),
            "spent": Int64(0),
        }
        older = {"user_id": change.user_id, "revision": {"$lt": change.revision}}
        try:
            await self._rows.update_one(
                older, {"$set": values, "$setOnInsert": at_first}, upsert=change.terms is not None
            )
        except DuplicateKeyError:
            return  # this change, or a newer one, is there already

    async def due(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Those to be looked at, the longest due first; as they are stored: one that cannot be read must fail alone."""
        found = self._rows.find({"next_check_at": {"$lte": now, "$type": "date"}})
        return await found.sort("next_check_at", 1).limit(rows).to_list()

    async def claim(self, row: Mapping[str, Any], until: datetime) -> AutoTopUp | None:
        """The row, for this server alone until then; None when another server was faster."""
        same = {"_id": row["_id"], "next_check_at": row["next_check_at"]}
        claimed = await self._rows.find_one_and_update(
            same, {"$set": {"next_check_at": until}}, return_document=ReturnDocument.AFTER
        )
        return None if claimed is None else AutoTopUp.model_validate(claimed)

    async def put_off(self, row: AutoTopUp, until: datetime | None, *, reason: str | None = None) -> None:
        """Look again at `until`, unless something has asked for an earlier look meanwhile."""
        await self._rows.update_one(
            {"_id": row.id, "next_check_at": row.next_check_at, "revision": row.revision, "state": row.state.value},
            {"$set": {"next_check_at": until, "reason": reason}},
        )

    async def look_now(self, wallets: Collection[str], now: datetime) -> None:
        """The balances of these wallets changed. At a cap that is reached, that matters next month only."""
        await self._rows.update_many(
            {
                "wallet_id": {"$in": list(wallets)},
                "state": AutoTopUpState.ACTIVE.value,
                "in_flight": None,
                "next_check_at": {"$gt": now},
                "reason": {"$ne": CAP_REACHED},
            },
            {"$set": {"next_check_at": now}},
        )

    async def begin(self, row: AutoTopUp, charge: TopUpInFlight) -> bool:
        """Put `charge` in flight within the month's cap; false when it is above it, or the row has changed.

        It counts from here on, so that the cap holds whatever becomes of the process. A server whose claim has run out,
        or whose look at the balance is not the newest any more, charges nothing.
        """
        ready = {
            "_id": row.id,
            "revision": row.revision,
            "next_check_at": row.next_check_at,
            "in_flight": None,
            "state": {"$in": _CHARGING},
        }
        amount, flying = Int64(charge.total), charge.model_dump()
        left = row.terms.monthly_cap - charge.total
        if left < 0:
            return False
        begun = await self._rows.update_one(
            ready | {"month": charge.month, "spent": {"$lte": Int64(left)}},
            {"$set": {"in_flight": flying}, "$inc": {"spent": amount}},
        )
        if begun.modified_count == 0:  # the first one of its month
            begun = await self._rows.update_one(
                ready | {"month": {"$lt": charge.month}},
                {"$set": {"in_flight": flying, "month": charge.month, "spent": amount}},
            )
        return begun.modified_count == 1

    async def succeeded(self, row: AutoTopUp, charge: TopUpInFlight, now: datetime) -> None:
        """It was paid; the balance is looked at again at once."""
        paid = {"_id": row.id, "in_flight.payment_id": charge.payment_id}
        state = {"$cond": [{"$in": ["$state", _CHARGING]}, AutoTopUpState.ACTIVE.value, "$state"]}
        values = {"in_flight": None, "failures": 0, "reason": None, "next_check_at": now, "state": state}
        await self._rows.update_one(paid, [{"$set": values}])

    async def failed(self, row: AutoTopUp, charge: TopUpInFlight, verdict: Verdict) -> None:
        """Nothing was charged: it counts no more. The verdict is about the terms that were charged by."""
        unpaid = {"_id": row.id, "in_flight.payment_id": charge.payment_id}
        same_terms = {"$and": [{"$in": ["$state", _CHARGING]}, {"$eq": ["$revision", row.revision]}]}
        same_month = {"$eq": ["$month", charge.month]}
        values = {
            "in_flight": None,
            "spent": {"$cond": [same_month, {"$subtract": ["$spent", Int64(charge.total)]}, "$spent"]},
            "failures": {"$cond": [same_terms, row.failures + 1, "$failures"]},
            "state": {"$cond": [same_terms, verdict.state.value, "$state"]},
            "reason": {"$cond": [same_terms, verdict.reason, "$reason"]},
            "next_check_at": {"$cond": [same_terms, verdict.next_check_at, "$next_check_at"]},
        }
        await self._rows.update_one(unpaid, [{"$set": values}])

    async def purchase_reversed(self, row: AutoTopUp) -> bool:
        """Whether tokens that were bought or given were frozen or taken since the wallet's owner agreed.

        What is planned counts as well, so that no look comes between a reversal and what it does to the balance.
        """
        since = [{"posted_at": None}, {"posted_at": {"$gte": row.consent_at}}]
        step = {"kind": {"$in": _TAKING}, "$or": since}
        reversals = {"reversal": {"$type": "object"}, "reversal.steps": {"$elemMatch": step}}
        payments, invoices = Payment.get_pymongo_collection(), SubscriptionInvoice.get_pymongo_collection()
        places = [(payments, "wallet_id"), (payments, "payer_wallet_id"), (invoices, "wallet_id")]
        for paid, wallet in places:
            if await paid.find_one({wallet: row.wallet_id, **reversals}, {"_id": True}):
                return True
        return False

    async def disable(self, row: AutoTopUp, reason: str) -> None:
        """Charge nothing more, until the user sets it up again; unless they just did."""
        await self._rows.update_one(
            {"_id": row.id, "revision": row.revision, "in_flight": None, "state": {"$in": _CHARGING}},
            {"$set": {"state": AutoTopUpState.DISABLED.value, "reason": reason, "next_check_at": None}},
        )

    async def disable_card(self, user_id: str, card: str, reason: str) -> None:
        """Nothing more is charged to `card`; what is in flight ends as it does."""
        await self._rows.update_one(
            {"user_id": user_id, "terms.card": card, "state": {"$ne": AutoTopUpState.OFF.value}},
            {"$set": {"state": AutoTopUpState.DISABLED.value, "reason": reason}},
        )

    async def forget(self, user_id: str, now: datetime) -> bool:
        """Remove the user's row, and the card from the changes that led to it; false while a charge is in flight."""
        off = {"state": AutoTopUpState.OFF.value, "next_check_at": now}
        await self._rows.update_one({"user_id": user_id, "in_flight": {"$ne": None}}, {"$set": off})
        await self._rows.delete_one({"user_id": user_id, "in_flight": None})
        changes = AutoTopUpChange.get_pymongo_collection()
        nobody = {"terms.card": "", "terms.customer": ""}
        await changes.update_many({"user_id": user_id, "terms": {"$type": "object"}}, {"$set": nobody})
        return await self._rows.find_one({"user_id": user_id}, {"_id": True}) is None

    @property
    def _rows(self) -> AsyncCollection[dict[str, Any]]:
        return AutoTopUp.get_pymongo_collection()
