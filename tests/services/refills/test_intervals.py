"""When intervals begin: month ends, summer time both ways, and no drift."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.user_refill import RefillMode, RefillTerms, RefillUnit
from services.refills.intervals import beginning, latest, next_after

MILLISECOND = timedelta(milliseconds=1)


def terms(unit: RefillUnit, starts_at: datetime, interval: int = 1, zone: str = "UTC") -> RefillTerms:
    return RefillTerms(interval=interval, unit=unit, amount=1, mode=RefillMode.ADD, time_zone=zone, starts_at=starts_at)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_months_end_at_their_last_day_and_do_not_drift():
    monthly = terms(RefillUnit.MONTHS, utc(2027, 1, 31, 12))
    found = [beginning(monthly, number) for number in range(1, 6)]
    assert found == [utc(2027, month, day, 12) for month, day in ((2, 28), (3, 31), (4, 30), (5, 31), (6, 30))]


def test_a_leap_day_is_the_last_of_february():
    monthly = terms(RefillUnit.MONTHS, utc(2028, 1, 31))
    assert beginning(monthly, 1) == utc(2028, 2, 29)
    yearly = terms(RefillUnit.MONTHS, utc(2028, 2, 29), interval=12)
    assert [beginning(yearly, number) for number in (1, 4)] == [utc(2029, 2, 28), utc(2032, 2, 29)]


def test_a_quarter_over_the_turn_of_the_year():
    quarterly = terms(RefillUnit.MONTHS, utc(2026, 11, 30, 8), interval=3)
    assert [beginning(quarterly, number) for number in (1, 2)] == [utc(2027, 2, 28, 8), utc(2027, 5, 30, 8)]


def test_a_day_is_23_hours_when_summer_time_begins_and_25_when_it_ends():
    """Berlin, noon: 29 March 2026 is an hour short, 25 October an hour long."""
    spring = terms(RefillUnit.DAYS, utc(2026, 3, 28, 11), zone="Europe/Berlin")
    assert beginning(spring, 1) == utc(2026, 3, 29, 10)
    autumn = terms(RefillUnit.DAYS, utc(2026, 10, 24, 10), zone="Europe/Berlin")
    assert beginning(autumn, 1) == utc(2026, 10, 25, 11)


def test_hours_do_not_care_what_clocks_do():
    hourly = terms(RefillUnit.HOURS, utc(2026, 3, 28, 11), interval=24, zone="Europe/Berlin")
    assert beginning(hourly, 1) == utc(2026, 3, 29, 11)


def test_a_time_that_is_skipped_is_later_by_as_much_and_only_on_that_day():
    """02:30 does not exist on 29 March 2026 in Berlin: it is 03:30 summer time."""
    daily = terms(RefillUnit.DAYS, utc(2026, 3, 28, 1, 30), zone="Europe/Berlin")
    assert [beginning(daily, number) for number in (1, 2)] == [utc(2026, 3, 29, 1, 30), utc(2026, 3, 30, 0, 30)]


def test_of_a_time_that_comes_twice_it_is_the_first():
    """02:30 on 25 October 2026 in Berlin is 00:30 and 01:30 UTC."""
    daily = terms(RefillUnit.DAYS, utc(2026, 10, 24, 0, 30), zone="Europe/Berlin")
    assert [beginning(daily, number) for number in (1, 2)] == [utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30)]


def test_months_and_weeks_keep_their_local_time():
    monthly = terms(RefillUnit.MONTHS, utc(2026, 1, 31, 23, 30), zone="America/New_York")
    assert beginning(monthly, 2) == utc(2026, 3, 31, 22, 30)  # 18:30, in summer time
    weekly = terms(RefillUnit.WEEKS, utc(2026, 3, 3, 15), interval=2, zone="America/New_York")
    assert beginning(weekly, 1) == utc(2026, 3, 17, 14)


def test_the_first_interval_brings_nothing():
    daily = terms(RefillUnit.DAYS, utc(2026, 3, 1))
    assert latest(daily, utc(2026, 3, 2) - MILLISECOND) is None
    assert next_after(daily, utc(2026, 3, 1)) == utc(2026, 3, 2)
    assert next_after(daily, utc(2026, 1, 1)) == utc(2026, 3, 2)


def test_an_interval_begins_at_its_moment_and_not_before():
    daily = terms(RefillUnit.DAYS, utc(2026, 3, 1))
    assert latest(daily, utc(2026, 3, 4)) == utc(2026, 3, 4)
    assert latest(daily, utc(2026, 3, 4) - MILLISECOND) == utc(2026, 3, 3)
    assert next_after(daily, utc(2026, 3, 4)) == utc(2026, 3, 5)


@given(
    unit=st.sampled_from(RefillUnit),
    interval=st.integers(1, 40),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    after_2020=st.timedeltas(timedelta(0), timedelta(days=2_200)),
    passed=st.timedeltas(timedelta(0), timedelta(days=900)),
)
def test_every_moment_lies_between_two_beginnings_that_follow_each_other(unit, interval, zone, after_2020, passed):
    start = utc(2020, 1, 1) + after_2020
    any_terms, now = terms(unit, start, interval, zone), start + passed
    before, after = latest(any_terms, now), next_after(any_terms, now)
    assert (before or start) <= now < after
    assert latest(any_terms, after) == after
    assert latest(any_terms, after - MILLISECOND) == before


@pytest.mark.parametrize("unit", RefillUnit)
def test_beginnings_only_go_forward(unit):
    any_terms = terms(unit, utc(2026, 3, 29, 0, 59, 59), zone="Europe/Berlin")
    found = [beginning(any_terms, number) for number in range(800)]
    assert found == sorted(set(found))
