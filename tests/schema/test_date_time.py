from datetime import UTC, datetime, timedelta, timezone

import pytest

from schema.date_time import format_date_time, parse_date_time


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T09:30:00Z", datetime(2026, 1, 31, 9, 30, tzinfo=UTC)),
        ("2026-01-31t09:30:00.123999z", datetime(2026, 1, 31, 9, 30, 0, 123_000, tzinfo=UTC)),
        ("2026-01-31T23:30:00.5-02:00", datetime(2026, 2, 1, 1, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-01-31T09:30:00.123456789Z", datetime(2026, 1, 31, 9, 30, 0, 123_000, tzinfo=UTC)),
    ],
)
def test_reads_any_zone_to_the_millisecond(text, moment):
    assert parse_date_time(text) == moment


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-31T09:30:00",
        "2026-01-31",
        "20260131T093000Z",
        "2026-02-30T00:00:00Z",
        "2026-01-31T24:00:01Z",
        "0001-01-01T00:00:00+01:00",
        "",
        "now",
        1_769_850_600,
        None,
    ],
)
def test_refuses_what_names_no_moment(value):
    with pytest.raises(ValueError, match="DateTime must be"):
        parse_date_time(value)


def test_writes_utc_with_milliseconds():
    east = timezone(timedelta(hours=8))
    assert format_date_time(datetime(2026, 2, 1, 1, 0, 0, 7_999, tzinfo=east)) == "2026-01-31T17:00:00.007Z"
    assert format_date_time(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00.000Z"
