"""Runs: what they are made of, by several servers, by readers, and again by `rebuild-usage`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from bson.int64 import Int64

from database.setup import Database
from models.ids import new_id
from services.errors import InvalidInputError
from services.usage import StatsRange, TimeBucket, UsageTotals
from services.usage.conversations import dearest_conversations
from services.usage.days import UsageDays
from services.usage.errors import UsageNotReadyError
from services.usage.rebuild import rebuild_usage
from services.usage.run_span import RunSpan
from services.usage.run_sweep import RunSweep
from services.usage.runs import UsageRuns
from services.usage.summing import UsageSums
from tests.services.usage.books import every, write_charges

START = datetime(2026, 3, 1, tzinfo=UTC)
WANTED = StatsRange(since=START, until=START + timedelta(days=9), bucket=TimeBucket.DAY, timezone="UTC")


@pytest.fixture
async def wallet(database: Database) -> str:
    """23 charges, six hours apart."""
    wallet = new_id("wal")
    await write_charges(database, wallet, every(timedelta(hours=6), START, START + timedelta(hours=23 * 6)))
    return wallet


@pytest.fixture
def runs(database: Database) -> UsageRuns:
    return UsageRuns(database, charges_of_a_run=5)


@pytest.fixture
def summed(database: Database, runs: UsageRuns) -> Callable[[str], Awaitable[UsageTotals]]:
    async def ask(wallet: str) -> UsageTotals:
        sums = UsageSums(database, runs, UsageDays(database, runs, worth_runs=2))
        return (await sums.stats(wallet, WANTED, lambda _: None)).totals

    return ask


def expected(charges: int) -> UsageTotals:
    return UsageTotals(charges, 3 * charges, 2 * charges, charges)


async def stored_numbers(database: Database, wallet: str) -> list[int]:
    return [row["number"] async for row in database["usage_runs"].find({"wallet": wallet}).sort("number", 1)]


async def test_servers_that_make_runs_at_one_time_make_each_once(database: Database, wallet: str) -> None:
    servers = [UsageRuns(database, charges_of_a_run=5) for _ in range(4)]
    assert await asyncio.gather(*(server.extend(wallet, most=10) for server in servers)) == [True] * 4
    assert await stored_numbers(database, wallet) == [0, 1, 2, 3]
    spans = [RunSpan.of(row) async for row in database["usage_runs"].find({"wallet": wallet}).sort("number", 1)]
    assert [(span.after, span.through) for span in spans] == [(0, 5), (5, 10), (10, 15), (15, 20)]


async def test_a_run_has_sums_by_quarter_and_by_conversation(wallet: str, runs: UsageRuns) -> None:
    run = await runs.made(wallet, None)
    assert run is not None
    assert [(cell["at"], cell["requests"], cell["cost"]) for cell in run["cells"]] == [
        (START + timedelta(hours=6 * number), 1, 1) for number in range(5)
    ]
    assert [(row["conversation"], row["requests"], row["input_tokens"]) for row in run["conversations"]] == [
        ("c0", 1, 3),
        ("c1", 2, 6),
        ("c2", 2, 6),
    ]


async def test_a_reader_makes_runs_that_are_behind_and_says_when_there_are_too_many(
    database: Database, wallet: str, runs: UsageRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.usage.summing.RUNS_A_CALL", 2)
    sums = UsageSums(database, runs, UsageDays(database, runs))
    told: list[str] = []
    with pytest.raises(UsageNotReadyError):
        await sums.stats(wallet, WANTED, told.append)
    assert told == [wallet]
    assert await stored_numbers(database, wallet) == [0, 1]
    with pytest.raises(UsageNotReadyError):
        await sums.stats(wallet, WANTED, told.append)
    assert (await sums.stats(wallet, WANTED, told.append)).totals == expected(23)
    assert await stored_numbers(database, wallet) == [0, 1, 2, 3]


async def test_what_is_noticed_often_enough_is_swept(database: Database, wallet: str, runs: UsageRuns) -> None:
    sweep = RunSweep(runs)
    for _ in range(999):
        sweep.notice(wallet)
    assert await sweep.sweep(10) == 0
    sweep.notice(wallet)
    assert await sweep.sweep(10) == 1
    assert await stored_numbers(database, wallet) == [0, 1, 2, 3]
    assert await sweep.sweep(10) == 0


async def test_a_run_that_is_made_while_somebody_reads_is_not_counted_twice(
    database: Database, wallet: str, runs: UsageRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the tail of whoever read the last run before."""
    await runs.extend(wallet, most=3)
    sums = UsageSums(database, runs, UsageDays(database, runs))
    life = await sums.life(wallet)
    await runs.extend(wallet, most=3)

    async def as_it_was(_wallet: str) -> object:
        return life

    monkeypatch.setattr(sums, "life", as_it_was)
    assert (await sums.stats(wallet, WANTED, lambda _: None)).totals == expected(23)


async def test_the_dearest_conversations_are_of_a_range_that_is_not_too_long(
    database: Database, wallet: str, runs: UsageRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    await runs.extend(wallet, most=10)
    sums = UsageSums(database, runs, UsageDays(database, runs))
    stats = await sums.stats(wallet, WANTED, lambda _: None)
    monkeypatch.setattr("services.usage.conversations.MOST_RUNS", 4)
    found = await dearest_conversations(database, runs, wallet, stats)
    assert [(row.key, row.totals.cost) for row in found] == [("c1", 8), ("c2", 8), ("c0", 7)]
    monkeypatch.setattr("services.usage.conversations.MOST_RUNS", 3)
    with pytest.raises(InvalidInputError) as caught:
        await dearest_conversations(database, runs, wallet, stats)
    assert caught.value.field == "from"


async def test_rebuilding_finds_and_mends_what_is_wrong(
    database: Database, wallet: str, runs: UsageRuns, summed: Callable[[str], Awaitable[UsageTotals]]
) -> None:
    assert await summed(wallet) == expected(23)
    clean = await rebuild_usage(database, wallet=wallet, runs=runs, fix=False)
    assert (clean.runs, clean.made, clean.found, clean.clean) == (4, 0, 0, True)
    assert clean.days == await database["usage_days"].count_documents({"wallet": wallet}) > 0

    await database["usage_runs"].update_one({"wallet": wallet, "number": 1}, {"$inc": {"cells.0.cost": Int64(7)}})
    await database["usage_days"].update_one({"wallet": wallet, "start": START}, {"$inc": {"cost": Int64(7)}})
    beyond = await database["usage_runs"].find_one({"wallet": wallet, "number": 3}, {"_id": False})
    await database["usage_runs"].insert_one({**beyond, "number": Int64(4), "since": START, "until": START})
    found = await rebuild_usage(database, wallet=wallet, runs=runs, fix=False)
    assert [each.what for each in found.wrong] == ["run 1", "run 4"]
    assert not found.clean
    assert await stored_numbers(database, wallet) == [0, 1, 2, 3, 4]

    mended = await rebuild_usage(database, wallet=wallet, runs=runs)
    assert [each.what for each in mended.wrong] == ["run 1", "run 4", "day of 1440 minutes from 2026-03-01T00:00Z"]
    assert mended.clean
    assert (await rebuild_usage(database, wallet=wallet, runs=runs, fix=False)).found == 0
    assert await summed(wallet) == expected(23)


async def test_rebuilding_makes_what_is_missing_for_every_wallet(
    database: Database, runs: UsageRuns, summed: Callable[[str], Awaitable[UsageTotals]]
) -> None:
    await database["ledger_entries"].delete_many({})
    await database["usage_runs"].delete_many({})
    wallets = [f"wal_{letter}" for letter in "cab"]
    for wallet in wallets:
        await write_charges(database, wallet, every(timedelta(hours=1), START, START + timedelta(hours=12)))
    done: list[int] = []
    report = await rebuild_usage(database, runs=runs, progress=done.append)
    assert (report.wallets, report.runs, report.made, report.found) == (3, 6, 6, 0)
    assert done == [5, 10, 15, 20, 25, 30]
    assert [await summed(wallet) for wallet in wallets] == [expected(12)] * 3
