"""How entries are read and inserted, and what each answer of the database means."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any

from pymongo import ReadPreference
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import BulkWriteError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from services.ledger.entries import Head, StagedEntry, head_of
from services.shared_reads import SharedReads

__all__ = ["Inserted", "LedgerStore"]

DUPLICATE_KEY = 11000

Collection = AsyncCollection[dict[str, Any]]

_HEAD_FIELDS = ("seq", "hash", "at", "state", "state_ref", "wallet")


class Inserted(Enum):
    """What became of one entry of an insert."""

    STORED = auto()
    """Acknowledged by a majority, journaled."""
    CONFLICT = auto()
    """Its sequence number or its key is taken. Which of the two is not told: read before deciding."""
    UNKNOWN = auto()
    """The answer was lost or came without a majority: it may be stored, or land yet."""
    NOT_SENT = auto()
    """An entry before it in an ordered insert was not stored, so it was not tried."""
    REJECTED = auto()
    """The database refused the document itself, which is a bug of ours."""


class LedgerStore:
    """Reads are of the primary and majority-committed; inserts are acknowledged by a journaled majority."""

    def __init__(self, entries: Collection, snapshots: Collection) -> None:
        majority = WriteConcern(w="majority", j=True)
        committed = ReadConcern("majority")
        self._entries = entries.with_options(
            write_concern=majority, read_concern=committed, read_preference=ReadPreference.PRIMARY
        )
        self._snapshots = snapshots.with_options(
            write_concern=majority, read_concern=committed, read_preference=ReadPreference.PRIMARY
        )
        self._newest = SharedReads(self._newest_of)

    async def newest(self, wallet: str) -> Head | None:
        """The wallet's head, or None for a wallet without entries."""
        document = await self._newest.read(wallet)
        return None if document is None else head_of(await self.with_state(document))

    async def _newest_of(self, wallets: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """The newest entry of each wallet that has one."""
        if len(wallets) == 1 or self._behind_mongos():
            found = await asyncio.gather(*(self._newest_entry(wallet) for wallet in wallets))
            return {entry["wallet"]: entry for entry in found if entry is not None}
        # Sorted against the index and grouped by its first field, this reads one key a wallet (DISTINCT_SCAN).
        newest: list[dict[str, Any]] = [
            {"$match": {"wallet": {"$in": wallets}}},
            {"$sort": {"wallet": -1, "seq": -1}},
            {"$group": {"_id": "$wallet", "entry": {"$first": {name: f"${name}" for name in _HEAD_FIELDS}}}},
        ]
        cursor = await self._entries.aggregate(newest, batchSize=len(wallets))
        return {row["_id"]: row["entry"] async for row in cursor}

    async def _newest_entry(self, wallet: str) -> Mapping[str, Any] | None:
        return await self._entries.find_one({"wallet": wallet}, _HEAD_FIELDS, sort=[("seq", -1)])

    def _behind_mongos(self) -> bool:
        """Whether this is a sharded cluster, whose shards would read every entry of the wallets for the grouping."""
        servers = self._entries.database.client.topology_description.server_descriptions().values()
        return any(server.server_type_name in {"Mongos", "LoadBalancer"} for server in servers)

    async def by_keys(self, wallet: str, keys: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """The wallet's entries under `keys`, with their states."""
        found = self._entries.find({"wallet": wallet, "key": {"$in": list(keys)}})
        return {document["key"]: await self.with_state(document) async for document in found}

    async def with_state(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The entry with `state` in place, fetched where it stands in a snapshot."""
        if "state" in document:
            return document
        snapshot = await self._snapshots.find_one({"_id": document["state_ref"]})
        if snapshot is None:
            raise LookupError(f"snapshot {document['state_ref']} of {document['wallet']} is missing")
        return {**document, "state": snapshot["state"]}

    async def insert_unordered(self, staged: Sequence[StagedEntry]) -> list[Inserted]:
        """Insert entries of different wallets; one's failure does not touch another."""
        return await self._insert(staged, ordered=False)

    async def insert_chain(self, staged: Sequence[StagedEntry]) -> list[Inserted]:
        """Insert several entries of one wallet in order, up to the first that is not stored."""
        return await self._insert(staged, ordered=True)

    async def _insert(self, staged: Sequence[StagedEntry], *, ordered: bool) -> list[Inserted]:
        try:
            await self._store_snapshots(staged)
            await self._entries.insert_many([entry.encoded for entry in staged], ordered=ordered)
        except BulkWriteError as error:
            return read_bulk_error(error.details, len(staged), ordered=ordered)
        except PyMongoError:
            # Even an error that looks like a refusal to connect may follow a first try that landed.
            return [Inserted.UNKNOWN] * len(staged)
        return [Inserted.STORED] * len(staged)

    async def _store_snapshots(self, staged: Sequence[StagedEntry]) -> None:
        snapshots = {entry.snapshot["_id"]: entry.snapshot for entry in staged if entry.snapshot is not None}
        for identity, snapshot in snapshots.items():
            await self._snapshots.update_one({"_id": identity}, {"$setOnInsert": snapshot}, upsert=True)


def read_bulk_error(details: Mapping[str, Any] | None, count: int, *, ordered: bool) -> list[Inserted]:
    """What became of each of `count` entries, by the details of a BulkWriteError."""
    details = details or {}
    outcomes = [Inserted.UNKNOWN if details.get("writeConcernErrors") else Inserted.STORED] * count
    for error in details.get("writeErrors", ()):
        index = error["index"]
        outcomes[index] = Inserted.CONFLICT if error.get("code") == DUPLICATE_KEY else Inserted.REJECTED
        if ordered:
            outcomes[index + 1 :] = [Inserted.NOT_SENT] * (count - index - 1)
    return outcomes
