"""How fast usage is exported, and how much memory that takes, however many rows there are."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bson
from bson.int64 import Int64
from bson.objectid import ObjectId
from bson.raw_bson import RawBSONDocument
from pymongo import AsyncMongoClient

from benchmarks.stand import Stand
from database.client import connect
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.usage_export import UsageExportFormat
from services.usage.records import UsageFilter
from services.usage_export.charges import charges
from services.usage_export.service import FORMS

__all__ = ["export"]

WALLET = "wal_bench"
BATCH = 1_000
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_GRANTS = [
    {"id": f"g{number}", "source": "purchase", "available": Int64(10**9), "order": Int64(number)}
    for number in range(1, 4)
]
_USAGE = {
    "kind": "chat",
    "model": "model-a",
    "provider": "offline",
    "conversation_id": "con_0123456789abcdefghjkmnpqrs",
    "message_id": "msg_0123456789abcdefghjkmnpqrs",
    **{f"{name}_tokens": Int64(120) for name in ("input", "output", "cache_read", "cache_write", "reasoning")},
    "rates": {"input": Int64(1_000_000), "output": Int64(2_000_000)},
}
_CHARGE = {
    "v": 1,
    "wallet": WALLET,
    "input_hash": "0" * 64,
    "kind": "spend",
    "changes": [{"op": "spend", "amount": Int64(3), "grant": "g1"}],
    "usage": _USAGE,
    "prev_hash": "0" * 64,
    "hash": "0" * 64,
    "state": {
        "grants": _GRANTS,
        "debt": Int64(0),
        "lifetime_purchased": Int64(3 * 10**9),
        "lifetime_spent": Int64(0),
    },
}


async def export(stand: Stand) -> None:
    """Rows a second and the peak of this process's memory, for each form, of `--rows` charges of one wallet."""
    settings = stand.settings(new_id("bench"))
    async with connect(settings) as client:
        database = client[settings.mongodb_database]
        await _fill(stand.uri, database.name, stand.rows)
        print(f"  memory before: {_memory('VmRSS'):.0f} MB")
        for form in UsageExportFormat:
            await _measure(database, form)
        await client.drop_database(database)


async def _measure(database: Any, form: UsageExportFormat) -> None:
    _forget_peak()
    made, rows, size, longest = FORMS[form](), 0, 0, 0.0
    size += len(made.begin())
    began, cpu = time.monotonic(), time.process_time()
    async for page in charges(database, WALLET, UsageFilter()):
        before = time.thread_time()
        size += len(made.add(page.charges))
        longest = max(longest, time.thread_time() - before)
        rows += len(page.charges)
    size += len(made.end())
    made.close()
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    print(
        f"  {form:5} {rows} rows in {seconds:.1f} s: {rows / seconds:,.0f}/s, {rows / cpu:,.0f} a second of CPU; "
        f"{size / 10**6:.1f} MB, peak memory {_memory('VmHWM'):.0f} MB, longest piece {longest * 1_000:.1f} ms of CPU",
        flush=True,
    )


async def _fill(uri: str, name: str, rows: int) -> None:
    """Charges that look like a ledger's; what an export does not read, such as hashes, is the same in all of them."""
    began = time.monotonic()
    async with AsyncMongoClient[dict[str, Any]](uri, w=1) as patient:
        entries = patient[name]["ledger_entries"]
        for first in range(0, rows, BATCH):
            numbers = range(first, min(first + BATCH, rows))
            await entries.insert_many([RawBSONDocument(_charge(number)) for number in numbers], ordered=False)
        # Those that an export reads by; in one go, afterwards, they cost less than entry by entry.
        indexes = [index for index in LedgerEntry.Settings.indexes if index.document["name"] in {"usage", "usage_at"}]
        await entries.create_indexes(indexes)
    print(f"  {rows} charges filled in {time.monotonic() - began:.0f} s", flush=True)


def _charge(number: int) -> bytes:
    document = {
        **_CHARGE,
        "_id": ObjectId(),
        "seq": Int64(number + 1),
        "key": f"chat:{number:032}",
        "at": _BEGIN + timedelta(seconds=number),
    }
    return bson.encode(document)


def _forget_peak() -> None:
    """Linux counts the peak of this process's memory from now on."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _memory(name: str) -> float:
    """Of this process, in MB, as Linux counts it."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1_024
    raise LookupError(name)
