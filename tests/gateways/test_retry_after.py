"""How long the other side asks us to wait."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.retry_after import read_retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 10, None),
        ("soon", None),
        ("Sun, 99 Mar 2026 12:00:30 GMT", None),
        ("Sun, 01 Mar 2026 12:00:99999999999999999999 GMT", None),
        ("Sun, 01 Mar 2026 12:00:30 9999999999999", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert read_retry_after(value, NOW) == seconds


@given(st.one_of(st.text(), st.from_regex(r"\w{3}, [0-9:+,-]{0,9} ?\w{0,4} [0-9:+,-]{0,30} ?[0-9:+-]{0,12}")))
def test_whatever_a_stranger_says_it_is_a_pause_or_none(value):
    seconds = read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0
