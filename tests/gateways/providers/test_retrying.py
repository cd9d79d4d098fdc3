"""When a failed attempt is made again, and after which pause."""

from datetime import UTC, datetime

import pytest

from gateways.providers import ProviderError
from gateways.providers.retrying import RetryRules, pause_before_next, read_retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULES = RetryRules(attempts=5, base_seconds=0.5, longest_pause_seconds=3.0, longest_retry_after_seconds=10.0)


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
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert read_retry_after(value, NOW) == seconds


def pauses(failure: ProviderError) -> list[float | None]:
    """The longest pause after each attempt."""
    return [pause_before_next(failure, attempt, RULES, lambda bound: bound) for attempt in range(1, 6)]


def test_the_bound_of_the_pause_doubles_up_to_a_limit():
    assert pauses(ProviderError("PROVIDER_UNAVAILABLE")) == [1.0, 2.0, 3.0, 3.0, None]


def test_the_pause_is_any_part_of_its_bound():
    assert pause_before_next(ProviderError("PROVIDER_TIMEOUT"), 1, RULES, lambda _: 0.0) == 0.0


def test_what_the_provider_asks_for_is_waited_for_in_full():
    asked = ProviderError("PROVIDER_RATE_LIMITED", retry_after_seconds=10.0)
    assert pauses(asked) == [10.5, 10.5, 10.5, 10.5, None]
    assert pause_before_next(asked, 1, RULES, lambda _: 0.0) == 10.0
    assert pauses(ProviderError("PROVIDER_RATE_LIMITED", retry_after_seconds=10.1)) == [None] * 5


@pytest.mark.parametrize("code", ["PROVIDER_AUTH", "MODEL_NOT_FOUND", "PROVIDER_BAD_RESPONSE", "MESSAGE_MODERATED"])
def test_what_does_not_pass_is_not_tried_again(code):
    assert pauses(ProviderError(code)) == [None] * 5
