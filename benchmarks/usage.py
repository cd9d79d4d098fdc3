"""What a year of one heavy wallet takes: statistics, pages of history, and the sums that are kept for them."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient

from benchmarks.charges import BEGIN, END, FIRST_SEQ, charge, template
from benchmarks.http_load import Connections, request
from benchmarks.measuring import cpu_seconds, print_ratio
from benchmarks.servers import make_users, our_server
from benchmarks.stand import Stand
from database.client import connect
from database.setup import Database, set_up
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from services.paging import PageRequest
from services.usage import UsageFilter, UsageService
from services.usage.runs import UsageRuns

__all__ = ["usage"]

FILLERS = 2
TIMES = 15
PAGE = 50
FAR = 10_000
"""The page that is compared with the first."""
_YEAR = 'from: "2025-10-01T00:00:00Z", to: "2026-10-01T00:00:00Z", timezone: "Europe/Berlin"'
_SUMS = "totals { requests inputTokens outputTokens cost } series { start requests inputTokens outputTokens cost } byModel { modelId requests cost }"  # noqa: E501
STATS: dict[str, str] = {
    "a year by day": f"usageStats({_YEAR}, bucket: DAY) {{ {_SUMS} }}",
    "a year by month": f"usageStats({_YEAR}, bucket: MONTH) {{ {_SUMS} }}",
    "a year by day, a line for each model": f"usageStats({_YEAR}, bucket: DAY, groupBy: MODEL) {{ {_SUMS} groups {{ key series {{ start cost }} }} }}",  # noqa: E501
    "a year by day, one model": f'usageStats({_YEAR}, bucket: DAY, filter: {{ modelId: "gpt-4o" }}) {{ {_SUMS} }}',
    "a year with odd edges": f"usageStats({_YEAR.replace('00:00:00Z', '13:37:11.123Z')}, bucket: DAY) {{ {_SUMS} }}",
    "80 days by hour": f"usageStats({_YEAR.replace('2025-10-01', '2026-07-13')}, bucket: HOUR) {{ {_SUMS} }}",
    "a month's dearest conversations": f"usageStats({_YEAR.replace('2025-10-01', '2026-09-01')}, bucket: DAY) {{ totals {{ cost }} byConversation {{ conversationId cost }} }}",  # noqa: E501
}


async def usage(stand: Stand) -> None:
    """Statistics and history of one wallet with 10 million charges in a year."""
    name = new_id("bench")
    ((wallet, token),) = await make_users(stand, name, 1, grants=0)
    async with connect(stand.settings(name)) as client, AsyncMongoClient[dict[str, Any]](stand.uri) as patient:
        database = client[name]
        await _fill(stand, patient[name], wallet)
        await _cost_of_indexes(stand, patient)
        await _make_runs(stand, patient[name], wallet)
        with our_server(stand, name, {"MONGODB_TIMEOUT_MS": "120000"}) as (port, pid):
            await _statistics(stand, port, pid, token)
        await _print_size(patient[name], "usage_days")
        await _pages(UsageService(database), wallet, stand.charges)
        await client.drop_database(name)


async def _fill(stand: Stand, database: Database, wallet: str) -> None:
    began = time.monotonic()
    await database["ledger_entries"].drop_indexes()
    each = -(-stand.charges // FILLERS)
    edges = [(each * number, min(each * (number + 1), stand.charges)) for number in range(FILLERS)]
    await asyncio.gather(*(_run_filler(stand, database.name, wallet, first, last) for first, last in edges))
    print(f"  {stand.charges} charges filled in {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    await set_up(database)
    print(f"  indexes built in {time.monotonic() - began:.0f} s", flush=True)
    await _print_size(database, "ledger_entries")


async def _run_filler(stand: Stand, database: str, wallet: str, first: int, last: int) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.charges", stand.uri, database, wallet, str(first), str(last),
        str(stand.charges), cwd=Path(__file__).parents[1],
    )  # fmt: skip
    if await process.wait():
        raise RuntimeError("a filler failed")


async def _cost_of_indexes(stand: Stand, client: AsyncMongoClient[dict[str, Any]]) -> None:
    """CPU of mongod for an entry, with and without the indexes of filters, in turn and in batches of 250."""
    all_indexes = LedgerEntry.Settings.indexes
    extra = {"usage_conversation", "usage_model"}
    sides: dict[str, Any] = {}
    for side, indexes in (
        ("without", [index for index in all_indexes if index.document["name"] not in extra]),
        ("with", all_indexes),
    ):
        sides[side] = client[f"{new_id('bench')}_{side}"]["ledger_entries"]
        await sides[side].create_indexes(indexes)
    took: dict[str, list[float]] = {side: [] for side in sides}
    entry, number = template(new_id("wal")), 0
    for _ in range(2 * stand.rounds):
        for side, collection in sides.items():
            rows = [charge(entry, each, 10**7) for each in range(number, number + 10_000)]
            before = cpu_seconds(stand.mongod)
            for begin in range(0, len(rows), 250):
                await collection.insert_many(rows[begin : begin + 250])
            took[side].append((cpu_seconds(stand.mongod) - before) / len(rows) * 1e6)
        number += 10_000
    without, with_them = statistics.median(took["without"]), statistics.median(took["with"])
    print(
        f"  mongod CPU a charge inserted: {without:.0f} us, with the indexes of filters {with_them:.0f} us", flush=True
    )
    for collection in sides.values():
        await client.drop_database(collection.database.name)


async def _make_runs(stand: Stand, database: Database, wallet: str) -> None:
    before, began = cpu_seconds(stand.mongod), time.monotonic()
    runs = UsageRuns(database)
    while not await runs.extend(wallet, most=100):
        pass
    took, cpu = time.monotonic() - began, cpu_seconds(stand.mongod) - before
    print(
        f"  runs made in {took:.0f} s: {stand.charges / took:.0f} charges/s, "
        f"mongod {cpu / stand.charges * 1e6:.1f} us a charge",
        flush=True,
    )
    await _print_size(database, "usage_runs", stand.charges)


async def _print_size(database: Database, collection: str, charges: int | None = None) -> None:
    await database.client.admin.command("fsync")
    sizes = await database.command("collStats", collection)
    count = max(1, charges or int(sizes["count"]))
    of_what = "charge" if charges else "document"
    indexes = ", ".join(f"{name} {size / count:.1f}" for name, size in sizes["indexSizes"].items())
    print(
        f"  {collection}: {sizes['count']} documents; {sizes['size'] / count:.1f} bytes a {of_what}, "
        f"{sizes['storageSize'] / count:.1f} on disk; indexes {indexes}",
        flush=True,
    )


async def _statistics(stand: Stand, port: int, pid: int, token: str) -> None:
    connections = await Connections.open(port, 1)
    for what, field in STATS.items():
        asked = request("POST", "/graphql", token, json.dumps({"query": f"{{ {field} }}"}).encode())
        first = await _timed(lambda asked=asked: connections.ask(asked, b'"totals"'))  # type: ignore[misc]
        server, mongod = cpu_seconds(pid), cpu_seconds(stand.mongod)
        took = [await _timed(lambda asked=asked: connections.ask(asked, b'"totals"')) for _ in range(TIMES)]  # type: ignore[misc]
        server, mongod = cpu_seconds(pid) - server, cpu_seconds(stand.mongod) - mongod
        print(
            f"  usage_stats {what:<38} first {first:>7.1f} ms, then p50 {statistics.median(took):>7.1f} ms, slowest "
            f"{max(took):>7.1f} ms, CPU {server / TIMES * 1e3:.0f} ms + mongod {mongod / TIMES * 1e3:.0f} ms",
            flush=True,
        )
    connections.close()


async def _pages(usage: UsageService, wallet: str, charges: int) -> None:
    """The first page against one far behind, for each filter; calls of the service."""
    far = str(FIRST_SEQ + max(PAGE, charges - FAR * PAGE))
    conversation = charge(template(wallet), charges // 2, charges)["usage"]["conversation_id"]
    filters = {
        "no filter": UsageFilter(),
        "a year": UsageFilter(since=BEGIN, until=END),
        "a model": UsageFilter(model_id="gpt-4o"),
        "a provider and a kind": UsageFilter(provider="openrouter", kind="ticket"),
        "a kind that nothing has": UsageFilter(kind="nothing"),
        "a model of another provider": UsageFilter(model_id="gpt-4o", provider="openrouter"),
        "a conversation": UsageFilter(conversation_id=conversation),
    }
    for what, wanted in filters.items():
        took: dict[str | None, list[float]] = {None: [], far: []}
        for _ in range(4 * TIMES):
            for after, times in took.items():
                page = PageRequest(first=PAGE, after=after)
                times.append(await _timed(lambda page=page, wanted=wanted: usage.history(wallet, wanted, page)))  # type: ignore[misc]
        first, last = statistics.median(took[None]), statistics.median(took[far])
        print(f"  usage_history {what:<28} page 1 {first:>6.2f} ms, page {FAR} {last:>6.2f} ms", flush=True)
        print_ratio(f"usage_history_{what.replace(' ', '_')}", 1, first / last)


async def _timed(call: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await call()
    return (time.perf_counter() - began) * 1e3
