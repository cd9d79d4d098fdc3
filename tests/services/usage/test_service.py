"""Usage history and its sums (D1, D2)."""

from datetime import UTC, datetime

import pytest
from bson.int64 import Int64

from database.setup import Database
from models.ids import new_id
from services.errors import InvalidInputError
from services.ledger import GrantSource, Ledger, UsageRecord
from services.paging import PageRequest
from services.usage import StatsFilter, StatsRange, TimeBucket, UsageFilter, UsageService, UsageTotals
from services.usage.running_totals import RunningTotals
from tests.support.clock import MovableClock

HOUR = 3_600
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def usage(database: Database) -> UsageService:
    return UsageService(database)


@pytest.fixture
async def wallet(ledger: Ledger, clock: MovableClock) -> str:
    """Grants 1,000 tokens, then five charges, eight hours apart, among entries that charge nothing."""
    wallet = new_id("wal")
    await ledger.grant(wallet, "test:grant", source=GrantSource.ADMIN, amount=1_000)
    for number in range(1, 6):
        record = UsageRecord(
            kind="chat",
            model=f"m{number % 2}",
            provider="offline",
            conversation_id=f"c{number % 3}",
            message_id=f"msg{number}",
            input_tokens=number,
            output_tokens=10,
            cache_read_tokens=100,
            cache_write_tokens=1_000,
            reasoning_tokens=10_000,
            rates={"input": 1},
        )
        hold_id = f"h{number}"
        expires_at = datetime(2027, 1, 1, tzinfo=UTC)
        await ledger.hold(wallet, f"test:{number}", hold_id=hold_id, amount=100, expires_at=expires_at)
        await ledger.settle(wallet, hold_id, amount=number, usage=record)
        await ledger.grant(wallet, f"test:more{number}", source=GrantSource.CLAIM, amount=1)
        clock.move(seconds=8 * HOUR)
    return wallet


async def history(usage: UsageService, wallet: str, **wanted: object) -> list[int]:
    page = await usage.history(wallet, UsageFilter(**wanted), PageRequest(first=100))
    return [row.cost for row in page.rows]


async def test_history_is_newest_first_and_exact(usage, wallet):
    page = await usage.history(wallet, UsageFilter(), PageRequest(first=1))
    assert page.has_next
    row = page.rows[0]
    assert (row.cost, row.kind, row.model_id, row.conversation_id, row.message_id) == (5, "chat", "m1", "c2", "msg5")
    assert (row.input_tokens, row.output_tokens) == (5, 10)
    assert (row.cache_read_tokens, row.cache_write_tokens, row.reasoning_tokens) == (100, 1_000, 10_000)
    # 1,000 granted, 15 charged, and four of the later grants stand at that moment.
    assert row.balance_after == 1_000 - 15 + 4
    assert await history(usage, wallet) == [5, 4, 3, 2, 1]
    assert await history(usage, new_id("wal")) == []


async def test_history_can_be_filtered(usage, wallet):
    assert await history(usage, wallet, model_id="m1") == [5, 3, 1]
    assert await history(usage, wallet, conversation_id="c2") == [5, 2]
    assert await history(usage, wallet, kind="chat", model_id="m0") == [4, 2]
    assert await history(usage, wallet, kind="other") == []
    second = datetime(2026, 3, 1, 20, tzinfo=UTC)
    fourth = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert await history(usage, wallet, since=second, until=fourth) == [3, 2]
    for wrong in ({"since": fourth, "until": second}, {"model_id": "x" * 201}):
        with pytest.raises(InvalidInputError):
            await history(usage, wallet, **wrong)


async def test_pages_are_stable_while_new_charges_arrive(usage, wallet, ledger):
    first = await usage.history(wallet, UsageFilter(), PageRequest(first=2))
    await ledger.spend(wallet, "test:late", amount=7, usage=UsageRecord(kind="chat"))
    second = await usage.history(wallet, UsageFilter(), PageRequest(first=2, after=str(first.rows[-1].seq)))
    third = await usage.history(wallet, UsageFilter(), PageRequest(first=2, after=str(second.rows[-1].seq)))
    assert [row.cost for row in (*first.rows, *second.rows, *third.rows)] == [5, 4, 3, 2, 1]
    assert (first.has_next, second.has_next, third.has_next) == (True, True, False)
    assert (await history(usage, wallet))[0] == 7
    with pytest.raises(InvalidInputError):
        await usage.history(wallet, UsageFilter(), PageRequest(first=2, after="abc"))


async def test_totals_count_every_token_once(usage, wallet):
    totals = await usage.totals(wallet)
    assert totals == UsageTotals(requests=5, input_tokens=15 + 5 * 1_100, output_tokens=5 * 10_010, cost=15)
    assert totals.tokens == 15 + 5 * 11_110
    assert await usage.totals(new_id("wal")) == UsageTotals()


async def test_totals_add_only_what_is_new(usage, wallet, ledger, database):
    """Kept sums are gone on with, whoever kept them and however few charges are read at once."""
    expected = UsageTotals(requests=5, input_tokens=15 + 5 * 1_100, output_tokens=5 * 10_010, cost=15)
    for at_once in (1, 2, 5, 100):
        await database["running_usage"].delete_many({})
        running = RunningTotals(database, at_once=at_once, kept_after=1)
        assert [await running.of(wallet) for _ in range(2)] == [expected, expected]
    await database["running_usage"].update_one({"_id": wallet}, {"$inc": {"cost": Int64(1_000)}})
    assert (await usage.totals(wallet)).cost == 1_015  # what is kept is not read again
    await ledger.spend(wallet, "test:late", amount=7, usage=UsageRecord(kind="chat"))
    assert (await usage.totals(wallet)).cost == 1_022
    await database["running_usage"].delete_many({})
    assert (await usage.totals(wallet)).cost == 22


async def test_kept_sums_never_go_back(wallet, ledger, database):
    running = RunningTotals(database, at_once=100, kept_after=1)
    await running.of(wallet)
    newest = await database["running_usage"].find_one({"_id": wallet})
    await running._keep(wallet, {**newest, "seq": newest["seq"] - 1, "cost": 1})
    assert await database["running_usage"].find_one({"_id": wallet}) == newest


async def test_stats_of_one_conversation_are_limited(usage, wallet, monkeypatch):
    wanted = StatsRange(
        since=START,
        until=datetime(2026, 3, 4, tzinfo=UTC),
        bucket=TimeBucket.DAY,
        timezone="UTC",
        filter=StatsFilter(conversation_id="c1"),
    )
    monkeypatch.setattr("services.usage.summing.MOST_CHARGES", 2)
    assert (await usage.stats(wallet, wanted)).totals == UsageTotals(2, 5 + 2 * 1_100, 2 * 10_010, 5)
    monkeypatch.setattr("services.usage.summing.MOST_CHARGES", 1)
    with pytest.raises(InvalidInputError) as caught:
        await usage.stats(wallet, wanted)
    assert caught.value.field == "from"


async def test_totals_of_a_conversation_are_over_all_time(usage, wallet, ledger):
    assert await usage.conversation_totals(wallet, "c2") == UsageTotals(2, 7 + 2 * 1_100, 2 * 10_010, 7)
    assert await usage.conversation_totals(wallet, "nobody's") == UsageTotals()
    for number in range(60):
        record = UsageRecord(kind="chat", conversation_id="c2", output_tokens=1)
        await ledger.spend(wallet, f"more:{number}", amount=1, usage=record)
    kept = UsageTotals(62, 7 + 2 * 1_100, 2 * 10_010 + 60, 67)
    assert [await usage.conversation_totals(wallet, "c2") for _ in range(2)] == [kept, kept]
    assert (await usage.totals(wallet)).cost == 75
    with pytest.raises(InvalidInputError):
        await usage.conversation_totals(wallet, "x" * 201)


async def test_stats_by_day_begin_where_the_zone_says(usage, wallet):
    wanted = {"since": START, "until": datetime(2026, 3, 4, tzinfo=UTC), "bucket": TimeBucket.DAY}
    stats = await usage.stats(wallet, StatsRange(**wanted, timezone="UTC"))
    assert (stats.totals.requests, stats.totals.cost) == (5, 15)
    # Charges at 12:00, 20:00, 04:00, 12:00 and 20:00 UTC.
    assert [(start, totals.requests, totals.cost) for start, totals in stats.series] == [
        (datetime(2026, 3, 1, tzinfo=UTC), 2, 3),
        (datetime(2026, 3, 2, tzinfo=UTC), 3, 12),
    ]
    assert [(row.key, row.totals.requests, row.totals.cost) for row in stats.by_model] == [
        ("m1", 3, 9),
        ("m0", 2, 6),
    ]
    shanghai = await usage.stats(wallet, StatsRange(**wanted, timezone="Asia/Shanghai"))
    assert [(start, totals.requests) for start, totals in shanghai.series] == [
        (datetime(2026, 2, 28, 16, tzinfo=UTC), 1),
        (datetime(2026, 3, 1, 16, tzinfo=UTC), 3),
        (datetime(2026, 3, 2, 16, tzinfo=UTC), 1),
    ]


async def test_stats_by_week_begin_on_monday(usage, wallet):
    wanted = StatsRange(
        since=START, until=datetime(2026, 4, 1, tzinfo=UTC), bucket=TimeBucket.WEEK, timezone="Europe/Berlin"
    )
    series = (await usage.stats(wallet, wanted)).series
    assert [(start, totals.requests) for start, totals in series] == [
        (datetime(2026, 2, 22, 23, tzinfo=UTC), 2),
        (datetime(2026, 3, 1, 23, tzinfo=UTC), 3),
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"timezone": "Nowhere/Town"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": "Europe"}, "timezone"),
        ({"timezone": "\x00"}, "timezone"),
        ({"timezone": "localtime"}, "timezone"),
        ({"until": START}, "from"),
        ({"bucket": TimeBucket.HOUR, "until": datetime(2027, 3, 1, tzinfo=UTC)}, "bucket"),
    ],
)
async def test_what_cannot_be_summed_up_is_refused(usage, wallet, changed, field):
    wanted = {"since": START, "until": datetime(2026, 3, 4, tzinfo=UTC), "bucket": TimeBucket.DAY, "timezone": "UTC"}
    with pytest.raises(InvalidInputError) as caught:
        await usage.stats(wallet, StatsRange(**(wanted | changed)))
    assert caught.value.field == field
