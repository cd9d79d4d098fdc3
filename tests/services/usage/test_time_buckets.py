"""Where hours, days, weeks and months begin (D2)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from services.usage import TimeBucket
from services.usage.time_buckets import starts


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours_between(begun: list[datetime]) -> list[float]:
    return [(after - before) / timedelta(hours=1) for before, after in pairwise(begun)]


@pytest.mark.parametrize(
    ("zone", "since", "until", "hours"),
    [
        ("Europe/Berlin", "2026-03-28T12:00", "2026-03-31T12:00", [24, 23, 24]),
        ("Europe/Berlin", "2026-10-24T12:00", "2026-10-27T12:00", [24, 25, 24]),
        ("America/New_York", "2026-03-07T12:00", "2026-03-10T12:00", [24, 23, 24]),
        ("America/New_York", "2026-10-31T12:00", "2026-11-03T12:00", [24, 25, 24]),
        ("Australia/Lord_Howe", "2026-04-04T00:00", "2026-04-07T00:00", [24, 24.5, 24]),
        ("Australia/Lord_Howe", "2026-10-03T00:00", "2026-10-06T00:00", [24, 23.5, 24]),
        ("Asia/Kathmandu", "2026-03-28T12:00", "2026-03-31T12:00", [24, 24, 24]),
        ("America/Sao_Paulo", "2018-11-03T12:00", "2018-11-06T12:00", [24, 23, 24]),  # midnight was left out
        ("America/Sao_Paulo", "2018-02-17T12:00", "2018-02-20T12:00", [25, 24, 24]),  # 23:00 came twice
        ("Pacific/Apia", "2011-12-28T12:00", "2012-01-01T12:00", [24, 24, 24, 24]),  # without the 30th
        ("Africa/Monrovia", "1972-01-05T12:00", "1972-01-09T12:00", [24, 24, 24 - 44.5 / 60, 24]),
    ],
)
def test_days_are_as_long_as_the_zone_makes_them(zone: str, since: str, until: str, hours: list[float]) -> None:
    assert hours_between(starts(utc(since), utc(until), TimeBucket.DAY, zone)) == pytest.approx(hours)


def test_a_day_that_a_zone_left_out_is_no_part() -> None:
    begun = starts(utc("2011-12-29T12:00"), utc("2012-01-01T12:00"), TimeBucket.DAY, "Pacific/Apia")
    assert begun == [utc("2011-12-29T10:00"), utc("2011-12-30T10:00"), utc("2011-12-31T10:00"), utc("2012-01-01T10:00")]


def test_hours_that_come_twice_are_two_and_one_that_is_left_out_is_none() -> None:
    autumn = starts(utc("2026-10-25T00:00"), utc("2026-10-25T03:00"), TimeBucket.HOUR, "Europe/Berlin")
    assert autumn == [utc("2026-10-25T00:00"), utc("2026-10-25T01:00"), utc("2026-10-25T02:00")]
    howe = starts(utc("2026-04-04T14:00"), utc("2026-04-04T17:00"), TimeBucket.HOUR, "Australia/Lord_Howe")
    assert howe == [utc("2026-04-04T14:00"), utc("2026-04-04T15:00"), utc("2026-04-04T15:30"), utc("2026-04-04T16:30")]
    spring = starts(utc("2026-03-29T00:00"), utc("2026-03-29T03:00"), TimeBucket.HOUR, "Europe/Berlin")
    assert spring == [utc("2026-03-29T00:00"), utc("2026-03-29T01:00"), utc("2026-03-29T02:00")]


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    weeks = starts(utc("2026-03-25T00:00"), utc("2026-04-08T00:00"), TimeBucket.WEEK, "Europe/Berlin")
    assert weeks == [utc("2026-03-22T23:00"), utc("2026-03-29T22:00"), utc("2026-04-05T22:00")]
    months = starts(utc("2028-01-31T23:59"), utc("2028-04-01T05:00"), TimeBucket.MONTH, "America/New_York")
    assert months == [
        utc("2028-01-01T05:00"),
        utc("2028-02-01T05:00"),
        utc("2028-03-01T05:00"),
        utc("2028-04-01T04:00"),
    ]


def test_the_first_part_is_the_one_that_the_range_begins_in() -> None:
    exact = utc("2026-03-28T23:00")
    for since in (exact, exact + timedelta(hours=22, minutes=59)):
        assert starts(since, exact + timedelta(days=3), TimeBucket.DAY, "Europe/Berlin")[0] == exact
    earlier = starts(exact - timedelta(milliseconds=1), exact + timedelta(days=3), TimeBucket.DAY, "Europe/Berlin")
    assert earlier[0] == utc("2026-03-27T23:00")
