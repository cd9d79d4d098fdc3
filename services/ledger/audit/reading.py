"""Reads the ledger and what stands beside it, in streams, as it is stored and committed by a majority."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson.codec_options import CodecOptions
from bson.int64 import Int64
from pymongo import ReadPreference
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

from services.ledger.audit.usage import GENERATION_FIELDS

__all__ = ["WALLETS_AT_ONCE", "Bound", "LedgerReader", "number_of"]

Document = dict[str, Any]

WALLETS_AT_ONCE = 200
ROWS_AT_ONCE = 500

_INVOICE_FIELDS = ("wallet_id", "tokens", "tokens_expire_at", "granted_at", "reversal", "reversal_due_at")
_REVERSAL_FIELDS = ("payer_wallet_id", "reversal", "reversal_due_at")
_ACTION_FIELDS = ("action", "details", "outcome")
_BONUS_FIELDS = ("bonus_tokens", "bonus_refused_at")
_PAYMENT_FIELDS = (
    "wallet_id",
    "tokens",
    *_BONUS_FIELDS,
    "gift",
    "status",
    "credited_at",
    "denied_at",
    *_REVERSAL_FIELDS,
)
_REFERRAL_FIELDS = (
    "payment_id",
    "referrer_wallet_id",
    "referrer_tokens",
    "referred_wallet_id",
    "referred_tokens",
    "refused",
    "rewarded_at",
    "taken_back_at",
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A wallet's newest entry at the moment when its reading began; what is written later is left alone."""

    wallet: Any
    """A text and a whole number in a sound ledger; whatever stands there is kept, to be named."""
    seq: Any
    hash: Any

    @property
    def readable(self) -> bool:
        """Whether its entries can be asked for."""
        return isinstance(self.wallet, str) and type(self.seq) in {int, Int64}


def number_of(entry: Mapping[str, Any]) -> int:
    """An entry's sequence number; 0 where none stands there."""
    seq = entry.get("seq")
    return int(seq) if isinstance(seq, int) else 0


class LedgerReader:
    """All that the audit reads. Nothing of the writer's reading is used."""

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        def committed(name: str) -> AsyncCollection[Document]:
            return database.get_collection(
                name,
                CodecOptions(tz_aware=True),
                ReadPreference.PRIMARY,
                read_concern=ReadConcern("majority"),
            )

        self._entries = committed("ledger_entries")
        self._snapshots = committed("ledger_snapshots")
        self._payments = committed("payments")
        self._generations = committed("generations")
        self._invoices = committed("subscription_invoices")
        self._referrals = committed("referrals")
        self._price_versions = committed("price_versions")
        self._admin_actions = committed("admin_actions")
        self._bulk_grants = committed("bulk_grants")
        # At one moment, so that a code and its redemptions, which change together, are read as they belong together.
        self._promo_codes = database.get_collection("promo_codes", read_concern=ReadConcern("snapshot"))

    async def size(self) -> int:
        """About how many entries there are."""
        return await self._entries.estimated_document_count()

    async def bounds(self, wallet: str | None = None) -> AsyncIterator[list[Bound]]:
        """The heads of all wallets, or of one, some at a time: MongoDB jumps from one to the next in its index."""
        pipeline: list[Document] = [] if wallet is None else [{"$match": {"wallet": wallet}}]
        pipeline += [
            {"$sort": {"wallet": -1, "seq": -1}},
            {"$group": {"_id": "$wallet", "seq": {"$first": "$seq"}, "hash": {"$first": "$hash"}}},
        ]
        cursor = await self._entries.aggregate(pipeline, allowDiskUse=True, batchSize=WALLETS_AT_ONCE)
        async for rows in _in_batches(cursor, WALLETS_AT_ONCE):
            yield [Bound(row["_id"], row["seq"], row["hash"]) for row in rows]

    async def entries(self, bounds: Collection[Bound]) -> AsyncIterator[list[Document]]:
        """Every entry of these wallets up to their bounds, each wallet's in order."""
        if not bounds:
            return
        # Not `$lte`, which would pass over an entry whose number is none.
        query = {"$or": [{"wallet": bound.wallet, "seq": {"$not": {"$gt": bound.seq}}} for bound in bounds]}
        cursor = self._entries.find(query, batch_size=ROWS_AT_ONCE).sort([("wallet", 1), ("seq", 1)])
        async for rows in _in_batches(cursor, ROWS_AT_ONCE):
            # MongoDB also answers with a list that has the wallet in it. Left out, it leaves a gap, which is named.
            yield [row for row in rows if isinstance(row["wallet"], str)]

    async def snapshots(self, ids: Iterable[Any]) -> dict[Any, Document]:
        """Snapshots by id."""
        return await _by_id(self._snapshots, ids)

    async def payments(self, ids: Iterable[str]) -> dict[Any, Document]:
        """Payments by id, without what only Stripe and people need."""
        return await _by_id(self._payments, ids, _PAYMENT_FIELDS)

    async def generations(self, ids: Iterable[str]) -> dict[Any, Document]:
        """Generations by id, without texts."""
        return await _by_id(self._generations, ids, GENERATION_FIELDS)

    async def invoices(self, ids: Iterable[str]) -> dict[Any, Document]:
        """Paid invoices of subscriptions by id."""
        return await _by_id(self._invoices, ids, _INVOICE_FIELDS)

    async def price_versions(self, ids: Iterable[str]) -> dict[Any, Document]:
        """What is on record of the versions of prices, by id."""
        return await _by_id(self._price_versions, ids)

    async def admin_actions(self, ids: Iterable[str]) -> dict[Any, Document]:
        """Rows of the record of admins' actions by id."""
        return await _by_id(self._admin_actions, ids, _ACTION_FIELDS)

    async def bulk_grants(self, ids: Iterable[str]) -> dict[Any, Document]:
        """Bulk grants by id."""
        return await _by_id(self._bulk_grants, ids, ("amount",))

    async def done_adjustments(self, actions: list[str], wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every row of these actions that says it is done."""
        query: Document = {"action": {"$in": actions}, "outcome": "done"}
        if wallet is not None:
            query["details.wallet"] = wallet
        async for rows in _in_batches(self._admin_actions.find(query, _ACTION_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def referrals(self, payment_ids: Iterable[str]) -> dict[Any, Document]:
        """Referrals by the id of the payment that they reward."""
        wanted = list(payment_ids)
        if not wanted:
            return {}
        rows = self._referrals.find({"payment_id": {"$in": wanted}}, _REFERRAL_FIELDS)
        return {row["payment_id"]: row async for row in rows}

    async def rewarded_referrals(self) -> AsyncIterator[list[Document]]:
        """Every referral that says its rewards were granted."""
        found = self._referrals.find({"rewarded_at": {"$ne": None}}, _REFERRAL_FIELDS)
        async for rows in _in_batches(found, ROWS_AT_ONCE):
            yield rows

    async def promo_codes(self) -> AsyncIterator[list[Document]]:
        """Every promo code: how often it says that it is redeemed, and how many redemptions it has."""
        of_code = {"$and": [{"$eq": ["$promo_code_id", "$$id"]}, {"$in": ["$state", ["reserved", "used"]]}]}
        counted = [{"$match": {"$expr": of_code}}, {"$count": "rows"}]
        lookup = {"from": "promo_redemptions", "let": {"id": "$_id"}, "pipeline": counted, "as": "found"}
        shown = {"code": True, "redeemed": True, "rows": {"$ifNull": [{"$first": "$found.rows"}, 0]}}
        cursor = await self._promo_codes.aggregate([{"$lookup": lookup}, {"$project": shown}])
        async for codes in _in_batches(cursor, ROWS_AT_ONCE):
            yield codes

    async def payments_with_bonus(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every credited payment whose promo code added tokens, and after which nothing is left to do."""
        query: Document = {"credited_at": {"$ne": None}, "bonus_tokens": {"$gt": 0}, "follow_up_at": None}
        query["bonus_refused_at"] = None
        if wallet is not None:
            query["wallet_id"] = wallet
        async for rows in _in_batches(self._payments.find(query, _PAYMENT_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def reversed_payments(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every payment that was refunded or disputed, also those whose payer's wallet it is."""
        query: Document = {"reversal": {"$type": "object"}}
        if wallet is not None:
            query["$or"] = [{"wallet_id": wallet}, {"payer_wallet_id": wallet}]
        async for rows in _in_batches(self._payments.find(query, _PAYMENT_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def reversed_invoices(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every invoice of a subscription whose payment was refunded or disputed."""
        query: Document = {"reversal": {"$type": "object"}}
        if wallet is not None:
            query["wallet_id"] = wallet
        async for rows in _in_batches(self._invoices.find(query, _INVOICE_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def granted_invoices(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every invoice of a subscription that says its tokens were granted."""
        query: Document = {"granted_at": {"$ne": None}}
        if wallet is not None:
            query["wallet_id"] = wallet
        async for rows in _in_batches(self._invoices.find(query, _INVOICE_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def credited_payments(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every payment that says it was credited."""
        query: Document = {"$or": [{"credited_at": {"$ne": None}}, {"status": "succeeded"}]}
        if wallet is not None:
            query["wallet_id"] = wallet
        async for rows in _in_batches(self._payments.find(query, _PAYMENT_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def ended_generations(self, wallet: str | None) -> AsyncIterator[list[Document]]:
        """Every generation that is done or failed."""
        query: Document = {"status": {"$in": ["done", "failed"]}}
        if wallet is not None:
            query["wallet_id"] = wallet
        async for rows in _in_batches(self._generations.find(query, GENERATION_FIELDS), ROWS_AT_ONCE):
            yield rows

    async def under_keys(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Document]:
        """The entries under these keys, by wallet and key."""
        return {(row["wallet"], row["key"]): row async for row in self._either("key", pairs)}

    async def at_places(self, pairs: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Document]:
        """The entries with these numbers, by wallet and number."""
        return {(row["wallet"], row["seq"]): row async for row in self._either("seq", pairs)}

    async def _either(self, name: str, pairs: Sequence[tuple[str, Any]]) -> AsyncIterator[Document]:
        for start in range(0, len(pairs), WALLETS_AT_ONCE):
            part = pairs[start : start + WALLETS_AT_ONCE]
            query = {"$or": [{"wallet": wallet, name: value} for wallet, value in part]}
            async for row in self._entries.find(query, {"state": 0}):
                if not any(isinstance(row[field], list) for field in ("wallet", name)):
                    yield row

    async def ended_before(self, wallet: str, hold: str, seq: int) -> int | None:
        """The number of an earlier entry that ended this hold. It reads the whole wallet: only to explain a finding."""
        query = {"wallet": wallet, "seq": {"$lt": seq}, "hold.id": hold, "kind": {"$in": ["settle", "release"]}}
        row = await self._entries.find_one(query, {"seq": 1})
        return None if row is None else int(row["seq"])

    async def unique_indexes(self) -> set[tuple[str, ...]]:
        """The fields of each unique index of the entries."""
        indexes: Mapping[str, Any] = await self._entries.index_information()
        return {tuple(name for name, _ in index["key"]) for index in indexes.values() if index.get("unique")}

    async def repeated_keys(self, at_most: int) -> list[Document]:
        """Keys that stand in a wallet more than once: wallet, key and the newest such entry's number."""
        pipeline: list[Document] = [
            {"$group": {"_id": {"wallet": "$wallet", "key": "$key"}, "count": {"$sum": 1}, "seq": {"$max": "$seq"}}},
            {"$match": {"count": {"$gt": 1}}},
            {"$limit": at_most},
        ]
        rows = await self._entries.aggregate(pipeline, allowDiskUse=True)
        return [{**row["_id"], "seq": row["seq"]} async for row in rows]


async def _by_id(
    collection: AsyncCollection[Document], ids: Iterable[Any], fields: Sequence[str] | None = None
) -> dict[Any, Document]:
    wanted = list(ids)
    if not wanted:
        return {}
    return {row["_id"]: row async for row in collection.find({"_id": {"$in": wanted}}, fields)}


async def _in_batches(rows: AsyncIterator[Document], size: int) -> AsyncIterator[list[Document]]:
    batch: list[Document] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
