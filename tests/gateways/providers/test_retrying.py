"""When a failed attempt is made again, and after which pause."""

import pytest

from gateways.providers import ProviderError
from gateways.providers.retrying import RetryRules, pause_before_next

RULES = RetryRules(attempts=5, base_seconds=0.5, longest_pause_seconds=3.0, longest_retry_after_seconds=10.0)


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
