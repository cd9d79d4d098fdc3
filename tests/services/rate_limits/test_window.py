"""The rule of the sliding window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rate_limits.window import Limit, free_units, moment, wait_ms

HUNDRED = Limit("anonymous", 100, 900)
amounts = st.integers(1, 1_000)


def test_a_rate_is_read_in_the_notation_of_the_library() -> None:
    assert Limit.of("anonymous", "100/15 minutes") == HUNDRED
    assert Limit.of("chat", "20 per minute") == Limit("chat", 20, 60)


def test_windows_begin_at_multiples_of_their_length() -> None:
    assert moment(HUNDRED, 900_000 * 7 + 5).window == 7
    assert moment(HUNDRED, 900_000 * 7 + 5).elapsed_ms == 5


@pytest.mark.parametrize(
    ("previous", "count", "elapsed_ms", "free"),
    [
        (0, 0, 0, 100),
        (0, 100, 0, 0),
        (100, 0, 0, 0),  # all of it was taken a moment ago
        (100, 0, 450_000, 50),
        (100, 50, 450_000, 0),
        (100, 0, 450_001, 50),  # rounded to the safe side
        (1_000, 0, 450_000, 50),  # what was refused does not count against anybody later
        (0, 130, 0, -30),
    ],
)
def test_what_is_free_slides(previous: int, count: int, elapsed_ms: int, free: int) -> None:
    assert free_units(HUNDRED, previous, count, elapsed_ms) == free


def test_who_took_all_at_once_waits_for_the_whole_time_and_the_share_of_one() -> None:
    assert wait_ms(HUNDRED, 0, 100, 0, 1) == 900_000 + 9_000


@given(amount=amounts, seconds=st.integers(1, 86_400), data=st.data())
def test_the_wait_is_as_long_as_it_must_be_and_no_longer(amount: int, seconds: int, data: st.DataObject) -> None:
    limit, length_ms = Limit("any", amount, seconds), seconds * 1_000
    previous, count = data.draw(st.integers(0, 2 * amount)), data.draw(st.integers(0, amount))
    elapsed_ms, units = data.draw(st.integers(0, length_ms - 1)), data.draw(st.integers(1, amount))
    wait = wait_ms(limit, previous, count, elapsed_ms, units)

    def free_after(milliseconds: int) -> int:
        windows, elapsed = divmod(elapsed_ms + milliseconds, length_ms)
        before, now = [(previous, count), (count, 0), (0, 0)][min(windows, 2)]
        return free_units(limit, before, now, elapsed)

    assert free_after(wait) >= units
    assert wait == 0 or free_after(wait - 1) < units


@given(amount=amounts, data=st.data())
def test_a_time_has_no_more_than_the_limit_and_its_own_share_of_it_though_all_is_taken_as_soon_as_it_may_be(
    amount: int, data: st.DataObject
) -> None:
    limit, now, length_ms = Limit("any", amount, 10), 0, 10_000
    taken: list[tuple[int, int]] = []
    for step in data.draw(st.lists(st.integers(0, 4_000), min_size=1, max_size=40)):
        now += step
        at = moment(limit, now)
        by_window = {moment(limit, when).window: 0 for when, _ in taken}
        for when, units in taken:
            by_window[moment(limit, when).window] += units
        free = free_units(limit, by_window.get(at.window - 1, 0), by_window.get(at.window, 0), at.elapsed_ms)
        if free > 0:
            taken.append((now, free))
    for first, (begin, _) in enumerate(taken):
        for last in range(first, len(taken)):
            lasts_ms = taken[last][0] - begin
            if lasts_ms <= length_ms:
                total = sum(units for _, units in taken[first : last + 1])
                assert total * length_ms <= amount * (length_ms + lasts_ms)
