"""What came in and what went back, by currency and way to pay, read from what was paid itself.

No sums are kept: refunds and disputes change what stands in payments months later, and an index covers the question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.payment import Payment, PaymentMethod, PaymentStatus, TaxBehavior
from models.reversal import DisputeState, RefundStatus
from models.subscription_invoice import SubscriptionInvoice
from services.payments.declines import explain_decline

__all__ = ["PaymentCounts", "Revenue", "payment_counts", "revenue_of"]


@dataclass(slots=True)
class Revenue:
    """Minor units of `currency`. `method` None: invoices of subscriptions."""

    currency: str
    method: PaymentMethod | None
    sales: int = 0
    gross: int = 0
    """What payers paid, tax included, by the moment of the credit, or at which the invoice was paid."""
    tax: int = 0
    refunded: int = 0
    """By the moment of the refund; refunds that failed do not count."""
    lost: int = 0
    """Disputes that were lost, by the moment at which they were opened."""
    disputed: int = 0
    """Disputes that are not decided, likewise; not taken off `net`."""

    @property
    def net(self) -> int:
        """What is left, tax included. Below zero where more went back than came in."""
        return self.gross - self.refunded - self.lost


@dataclass(slots=True)
class PaymentCounts:
    """How payments that were started in a range of time stand now."""

    currency: str
    method: PaymentMethod
    started: int
    succeeded: int
    failed: int
    cancelled: int
    waiting: int
    reasons: dict[str, int]
    """Stable codes of the last decline, of those that failed or were cancelled."""


_Sums = dict[tuple[str, str | None], Revenue]


async def revenue_of(since: datetime, until: datetime) -> list[Revenue]:
    """One row for each currency and way to pay, in that order. Raises PyMongoError."""
    span = {"$gte": since, "$lt": until}
    sums: _Sums = {}
    payments, invoices = Payment.get_pymongo_collection(), SubscriptionInvoice.get_pymongo_collection()
    key = {"currency": "$currency", "method": "$method"}
    added = {"$cond": [{"$eq": ["$tax_behavior", TaxBehavior.INCLUSIVE.value]}, 0, {"$ifNull": ["$tax_amount", 0]}]}
    sold = {
        "sales": {"$sum": 1},
        "gross": {"$sum": {"$add": ["$amount", added]}},
        "tax": {"$sum": {"$ifNull": ["$tax_amount", 0]}},
    }
    _add(sums, await _rows(payments, [{"$match": {"credited_at": span}}, {"$group": {"_id": key, **sold}}]))
    paid = {"sales": {"$sum": 1}, "gross": {"$sum": "$amount"}}
    by_currency = {"currency": "$currency"}
    _add(sums, await _rows(invoices, [{"$match": {"paid_at": span}}, {"$group": {"_id": by_currency, **paid}}]))
    for rows, of in ((payments, key), (invoices, by_currency)):
        _add(sums, await _rows(rows, _back("refunds", span, of)))
        _add(sums, await _rows(rows, _back("disputes", span, of)))
    return [sums[name] for name in sorted(sums, key=lambda name: (name[0], name[1] or "~"))]


async def payment_counts(since: datetime, until: datetime) -> list[PaymentCounts]:
    """One row for each currency and way to pay, in that order. Raises PyMongoError."""
    name = {"currency": "$currency", "method": "$method", "status": "$status", "code": "$failure.code"}
    pipeline: list[dict[str, Any]] = [
        {"$match": {"created_at": {"$gte": since, "$lt": until}}},
        {"$group": {"_id": name, "count": {"$sum": 1}}},
    ]
    found: dict[tuple[str, str], PaymentCounts] = {}
    for row in await _rows(Payment.get_pymongo_collection(), pipeline):
        of, count = row["_id"], int(row["count"])
        counts = found.setdefault(
            (of["currency"], of["method"]),
            PaymentCounts(of["currency"], PaymentMethod(of["method"]), 0, 0, 0, 0, 0, {}),
        )
        counts.started += count
        attribute = _STANDINGS.get(PaymentStatus(of["status"]), "succeeded")
        setattr(counts, attribute, getattr(counts, attribute) + count)
        if attribute in {"failed", "cancelled"} and of.get("code"):
            code = explain_decline(of["code"]).code.value
            counts.reasons[code] = counts.reasons.get(code, 0) + count
    return [found[key] for key in sorted(found)]


_STANDINGS = {
    PaymentStatus.FAILED: "failed",
    PaymentStatus.CANCELLED: "cancelled",
    PaymentStatus.PENDING: "waiting",
    PaymentStatus.PROCESSING: "waiting",
}


def _back(kind: str, span: Mapping[str, datetime], key: Mapping[str, str]) -> list[dict[str, Any]]:
    each, is_dispute = f"reversal.{kind}", kind == "disputes"
    amount = f"${each}.amount"
    if is_dispute:
        sums = {
            name: {"$sum": {"$cond": [{"$eq": [f"${each}.state", state.value]}, amount, 0]}}
            for name, state in (("lost", DisputeState.LOST), ("disputed", DisputeState.OPEN))
        }
    else:
        sums = {"refunded": {"$sum": {"$cond": [{"$eq": [f"${each}.status", RefundStatus.FAILED.value]}, 0, amount]}}}
    in_time = {f"{each}.created_at": dict(span)}
    return [
        {"$match": {"reversal": {"$type": "object"}, **in_time}},
        {"$unwind": f"${each}"},
        {"$match": in_time},
        {"$group": {"_id": dict(key), **sums}},
    ]


def _add(sums: _Sums, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        currency, method = row["_id"]["currency"], row["_id"].get("method")
        known = sums.setdefault(
            (currency, method), Revenue(currency, None if method is None else PaymentMethod(method))
        )
        for name, value in row.items():
            if name != "_id":
                setattr(known, name, getattr(known, name) + int(value))


async def _rows(collection: Any, pipeline: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await (await collection.aggregate(pipeline)).to_list()
    return found
