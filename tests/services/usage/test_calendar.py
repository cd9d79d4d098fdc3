"""Sums by local days, weeks and months where zones make them odd, from runs, kept days and the ledger (D2)."""

from datetime import UTC, datetime, timedelta

import pytest

from database.setup import Database
from models.ids import new_id
from services.usage import StatsRange, TimeBucket
from services.usage.days import UsageDays
from services.usage.runs import UsageRuns
from services.usage.summing import UsageSums
from tests.services.usage.books import every, write_charges

HALF_AN_HOUR = timedelta(minutes=30)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "bucket", "since", "until", "counts"),
    [
        ("Europe/Berlin", TimeBucket.DAY, "2026-03-28T23:00", "2026-03-30T22:00", [46, 48]),
        ("Europe/Berlin", TimeBucket.DAY, "2026-10-24T22:00", "2026-10-26T23:00", [50, 48]),
        ("America/New_York", TimeBucket.DAY, "2026-03-08T05:00", "2026-03-10T04:00", [46, 48]),
        ("America/New_York", TimeBucket.DAY, "2026-11-01T04:00", "2026-11-03T05:00", [50, 48]),
        ("Asia/Kathmandu", TimeBucket.DAY, "2026-03-28T18:15", "2026-03-30T18:15", [48, 48]),
        ("Australia/Lord_Howe", TimeBucket.DAY, "2026-04-04T13:00", "2026-04-06T13:30", [49, 48]),
        ("Australia/Lord_Howe", TimeBucket.DAY, "2026-10-03T13:30", "2026-10-05T13:00", [47, 48]),
        ("Pacific/Apia", TimeBucket.DAY, "2011-12-29T10:00", "2011-12-31T10:00", [48, 48]),
        ("Europe/Berlin", TimeBucket.WEEK, "2026-10-25T12:00", "2026-10-26T12:00", [22, 26]),
        ("Europe/Berlin", TimeBucket.MONTH, "2026-10-31T12:00", "2026-11-01T12:00", [22, 26]),
        ("America/New_York", TimeBucket.MONTH, "2028-02-29T00:00", "2028-03-02T00:00", [58, 38]),  # of a leap year
        ("Asia/Kathmandu", TimeBucket.MONTH, "2026-01-31T12:00", "2026-02-01T00:00", [13, 11]),
        ("Europe/Berlin", TimeBucket.HOUR, "2026-10-25T00:00", "2026-10-25T03:00", [2, 2, 2]),
        ("Australia/Lord_Howe", TimeBucket.HOUR, "2026-04-04T14:00", "2026-04-04T16:30", [2, 1, 2]),
        ("Africa/Monrovia", TimeBucket.DAY, "1972-01-06T12:00", "1972-01-09T00:00", [26, 46, 48]),  # by 44.5 minutes
    ],
)
async def test_each_part_has_the_charges_of_its_time(
    database: Database, zone: str, bucket: TimeBucket, since: str, until: str, counts: list[int]
) -> None:
    wallet = new_id("wal")
    begin, end = utc(since), utc(until)
    await write_charges(database, wallet, every(HALF_AN_HOUR, begin, end))
    runs = UsageRuns(database, charges_of_a_run=5)
    await runs.extend(wallet, most=100)
    wanted = StatsRange(since=begin, until=end, bucket=bucket, timezone=zone)
    found = []
    for worth_runs in (10**6, 0, 0):  # without kept days, then keeping them, then reading them
        sums = UsageSums(database, runs, UsageDays(database, runs, worth_runs=worth_runs))
        stats = await sums.stats(wallet, wanted, lambda _: None)
        found.append([totals.requests for _, totals in stats.series])
    assert found == [counts] * 3
    newest = await runs.newest(wallet)
    assert newest is not None
    assert newest.number == sum(counts) // 5 - 1
