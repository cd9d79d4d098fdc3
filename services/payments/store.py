"""Reads and writes payments. Every change is one conditional update, so that racing callers cannot undo each other."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo import ReturnDocument

from gateways.tax import CalculatedTax
from models.payment import Payment, PaymentFailure, PaymentFlag, PaymentStatus
from services.payments.decisions import ChangeStatus, Report

__all__ = ["PaymentStore"]

_log = structlog.get_logger(__name__)

FLAGS_MAXIMUM = 20


class PaymentStore:
    """The `payments` collection."""

    async def insert(self, payment: Payment) -> None:
        """Store a new payment; raises DuplicateKeyError when the user's key, or the slot, is taken."""
        await payment.insert()

    async def by_client_key(self, user_id: str, client_key: str) -> Payment | None:
        """The user's payment that was made with this key."""
        return await Payment.find_one({"user_id": user_id, "client_key": client_key})

    async def by_cancel_key(self, user_id: str, cancel_key: str) -> Payment | None:
        """The user's payment that was cancelled with this key."""
        return await Payment.find_one({"user_id": user_id, "cancel_key": _text(cancel_key)})

    async def by_verify_key(self, user_id: str, verify_key: str) -> Payment | None:
        """The user's payment that was verified with this key."""
        return await Payment.find_one({"user_id": user_id, "verify_key": _text(verify_key)})

    async def of_user(self, user_id: str, payment_id: str) -> Payment | None:
        """The payment, if it is this user's."""
        return await Payment.find_one({"_id": payment_id, "user_id": user_id})

    async def named_by(self, report: Report) -> Payment | None:
        """The payment that a report is about: by the gateway's reference, else by our id in the metadata."""
        said = report.payment
        found = await self.by_reference(report.source, said.reference)
        if found is None and said.payment_id is not None:
            found = await Payment.find_one({"_id": said.payment_id})
        return found

    async def by_reference(self, gateway: str, reference: str) -> Payment | None:
        """The payment that has this gateway's reference."""
        return await Payment.find_one({"gateway": gateway, "gateway_reference": _text(reference)})

    async def open_slots(self, user_id: str) -> list[int | None]:
        """The slot of each of the user's open payments; None for one that has none."""
        payments = Payment.get_pymongo_collection()
        found = payments.find({"user_id": user_id, "open": True}, {"slot": True}, hint="open_of_user")
        return [row.get("slot") async for row in found]

    async def page(
        self, user_id: str, before: str | None, rows: int, chosen: Mapping[str, Any] | None = None
    ) -> list[Payment]:
        """The user's newest payments that match `chosen`, from the one before the id `before` on."""
        query: dict[str, Any] = {**(chosen or {}), "user_id": user_id}
        if before is not None:
            query["_id"] = {"$lt": before}
        return await Payment.find(query).sort("-_id").limit(rows).to_list()

    async def due(self, gateway: str, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Open payments about which this gateway should be asked, the longest due first.

        As they are stored: one that cannot be read must fail alone.
        """
        found = Payment.get_pymongo_collection().find(
            {"open": True, "gateway": gateway, "next_check_at": {"$lte": now}}
        )
        return await found.sort("next_check_at", 1).limit(rows).to_list()

    async def postpone_check(self, payment_id: Any, until: datetime) -> None:
        """Ask the gateway again at `until`."""
        await Payment.get_pymongo_collection().update_one({"_id": payment_id}, {"$set": {"next_check_at": until}})

    async def set_reference(self, payment_id: str, reference: str) -> Payment | None:
        """Keep the gateway's reference, unless there is another one; returns the payment, None when there is."""
        return await self._change(
            {"_id": payment_id, "gateway_reference": {"$in": [None, reference]}}, {"gateway_reference": reference}
        )

    async def mark_refused(self, payment_id: str, failure: PaymentFailure) -> bool:
        """FAILED for good, since the gateway would not make it; false when another call did get it made."""
        changed = await self._change(
            {"_id": payment_id, "open": True, "gateway_reference": None, "checkout_reference": None},
            {"status": PaymentStatus.FAILED.value, "failure": failure.model_dump(), "open": False},
        )
        return changed is not None

    async def close_unstarted(self, payment_id: str) -> bool:
        """CANCELLED, if the gateway does not have it yet; a call that is just making it there cancels it there."""
        changed = await self._change(
            {"_id": payment_id, "open": True, "gateway_reference": None, "checkout_reference": None},
            {"status": PaymentStatus.CANCELLED.value, "open": False},
        )
        return changed is not None

    async def freeze_tax(self, payment_id: str, tax: CalculatedTax) -> Payment | None:
        """Keep what the gateway has worked out, once and before it makes the payment; None when that is past.

        The payment expires with its calculation at the latest: paid later, the tax could not be recorded.
        """
        values: dict[str, Any] = {
            "tax_calculation": {"$literal": tax.reference},
            "tax_amount": {"$literal": Int64(tax.tax)},
        }
        if tax.expires_at is not None:
            values |= {name: {"$min": [f"${name}", tax.expires_at]} for name in ("expires_at", "next_check_at")}
        untaxed = {"_id": payment_id, "open": True, "gateway_reference": None, "tax_calculation": None}
        payments = Payment.get_pymongo_collection()
        changed = await payments.find_one_and_update(untaxed, [{"$set": values}], return_document=ReturnDocument.AFTER)
        return Payment.model_validate(changed) if changed is not None else None

    async def set_checkout(self, payment_id: str, reference: str, customer: str | None) -> Payment | None:
        """Keep the hosted page's reference, unless there is another one; the payment, None when there is."""
        return await self._change(
            {"_id": payment_id, "checkout_reference": {"$in": [None, reference]}},
            {"checkout_reference": reference, "gateway_customer": customer},
        )

    async def close_failed(self, payment_id: str) -> None:
        """Nobody can pay it any more; it stays FAILED."""
        await self._change(
            {"_id": payment_id, "open": True, "credited_at": None, "status": PaymentStatus.FAILED.value},
            {"open": False},
        )

    async def close_unknown(self, payment_id: str, reference: str | None) -> bool:
        """CANCELLED, since the gateway knows no payment of this reference; false when it is closed already."""
        changed = await self._change(
            {"_id": payment_id, "open": True, "gateway_reference": reference, "credited_at": None},
            {"status": PaymentStatus.CANCELLED.value, "open": False},
        )
        return changed is not None

    async def set_cancel_key(self, payment_id: str, cancel_key: str) -> None:
        """Bind the key to this payment's cancellation; raises DuplicateKeyError when it is bound to another's."""
        await self._change({"_id": payment_id, "cancel_key": None}, {"cancel_key": cancel_key})

    async def set_verify_key(self, payment_id: str, verify_key: str, verify_hash: str) -> None:
        """Bind the key to this payment's verification; raises DuplicateKeyError when it is bound to another's."""
        await self._change(
            {"_id": payment_id, "verify_key": None}, {"verify_key": verify_key, "verify_hash": verify_hash}
        )

    async def mark_credited(self, payment_id: str, reference: str, at: datetime, tax: int | None = None) -> None:
        """SUCCEEDED, whatever was said before; but a refund or dispute that came before the credit stays.

        Then what it takes of the tokens is due at once. `tax` in minor units, where only the hosted page tells it.
        """
        kept = [PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED, PaymentStatus.DISPUTED]
        reversed_before = {"$eq": [{"$type": "$reversal"}, "object"]}
        values: dict[str, Any] = {
            "status": {"$cond": [{"$in": ["$status", kept]}, "$status", PaymentStatus.SUCCEEDED.value]},
            "credited_at": at,
            "gateway_reference": {"$literal": reference or None},
            "failure": None,
            "open": False,
            "follow_up_at": at,
            "reversal_due_at": {"$cond": [reversed_before, at, None]},
        }
        if tax is not None:
            values["tax_amount"] = Int64(tax)
        payments = Payment.get_pymongo_collection()
        await payments.update_one({"_id": payment_id, "credited_at": None}, [{"$set": values}])

    async def ended_with_follow_up(self, payment_id: str) -> Payment | None:
        """The payment, if it has ended and something still follows from that."""
        return await Payment.find_one({"_id": payment_id, "open": False, "follow_up_at": {"$ne": None}})

    async def follow_up_done(self, payment: Payment) -> None:
        """All that follows its end is done, unless it was credited since it was read."""
        await self._change(
            {"_id": payment.id, "open": False, "credited_at": payment.credited_at}, {"follow_up_at": None}
        )

    async def give_up_bonus(self, payment_id: str, at: datetime) -> None:
        """Its bonus can never be granted."""
        await self._change({"_id": payment_id, "bonus_refused_at": None}, {"bonus_refused_at": at})

    async def due_follow_ups(self, now: datetime, rows: int) -> list[dict[str, Any]]:
        """Ended payments from which something still follows, the longest due first; as they are stored."""
        due = {"open": False, "follow_up_at": {"$lte": now, "$type": "date"}}
        found = Payment.get_pymongo_collection().find(due)
        return await found.sort("follow_up_at", 1).limit(rows).to_list()

    async def postpone_follow_up(self, payment_id: Any, until: datetime) -> None:
        """Look at it again at `until`, if it is still due then."""
        due = {"_id": payment_id, "follow_up_at": {"$ne": None}}
        await Payment.get_pymongo_collection().update_one(due, {"$set": {"follow_up_at": until}})

    async def change_status(self, payment: Payment, change: ChangeStatus, report: Report) -> bool:
        """Apply what was decided about `payment`; false when it has changed since it was read."""
        values: dict[str, Any] = {"status": change.status.value}
        if report.payment.reference:
            values["gateway_reference"] = report.payment.reference
        if change.status is PaymentStatus.CANCELLED:
            values["open"] = False
        if change.failure is not None:
            values["failure"] = change.failure.model_dump()
        if report.at is not None:
            values["status_at"] = report.at
        unchanged = {"_id": payment.id, "status": payment.status.value, "status_at": payment.status_at}
        return await self._change({**unchanged, "credited_at": None}, values) is not None

    async def add_flag(self, payment_id: str, flag: PaymentFlag, *, close: bool) -> None:
        """Flag the payment once for each event and reason; `close` when the gateway has ended it.

        What an admin has decided about is not flagged again by a further event that says the same.
        """
        same: dict[str, Any] = {"code": flag.code}
        if flag.event_id is not None:
            same["event_id"] = flag.event_id
        decided = {"code": flag.code, "detail": flag.detail, "resolved_at": {"$type": "date"}}
        payments = Payment.get_pymongo_collection()
        await payments.update_one(
            {
                "_id": payment_id,
                "$nor": [{"flags": {"$elemMatch": same}}, {"flags": {"$elemMatch": decided}}],
                f"flags.{FLAGS_MAXIMUM - 1}": {"$exists": False},
            },
            {"$push": {"flags": flag.model_dump()}},
        )
        if close:
            await self._change({"_id": payment_id}, {"open": False})
        _log.warning("payment_flagged", payment_id=payment_id, code=flag.code, event_id=flag.event_id)

    async def _change(self, query: Mapping[str, Any], values: Mapping[str, Any]) -> Payment | None:
        payments = Payment.get_pymongo_collection()
        changed = await payments.find_one_and_update(query, {"$set": values}, return_document=ReturnDocument.AFTER)
        return Payment.model_validate(changed) if changed is not None else None


def _text(value: str) -> dict[str, str]:
    """Equal to `value`, said so that MongoDB uses an index that holds texts only; a plain equality would not."""
    return {"$eq": value, "$type": "string"}
