"""Bins of durations: exact where it says so, near enough elsewhere, and percentiles by nearest rank."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.latency_bins import LAST_BIN, bin_of, milliseconds_of, percentile

DURATIONS = st.integers(0, 2**26 - 1)


@given(DURATIONS)
def test_what_a_bin_is_read_as_lies_near_every_value_in_it(value: int):
    assert abs(milliseconds_of(bin_of(value)) - value) <= value * 0.016


@given(DURATIONS, DURATIONS)
def test_longer_is_never_in_a_lower_bin(one: int, other: int):
    assert (bin_of(one) <= bin_of(other)) or one > other


def test_below_64_ms_every_millisecond_is_told_apart():
    assert [milliseconds_of(bin_of(value)) for value in range(64)] == list(range(64))


def test_what_lies_beyond_is_in_the_first_or_last_bin():
    assert (bin_of(-5), bin_of(2**40)) == (0, LAST_BIN)


@pytest.mark.parametrize(("per_cent", "expected"), [(1, 10), (50, 20), (75, 30), (76, 40), (99, 40)])
def test_percentiles_go_by_nearest_rank(per_cent: int, expected: int):
    counts = Counter(bin_of(value) for value in (10, 20, 30, 40))
    assert percentile(counts, per_cent) == expected


def test_nothing_has_no_percentile():
    assert percentile({}, 50) is None
