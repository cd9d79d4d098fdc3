"""Usage in the canonical form: every token once."""

import pytest

from gateways.providers import TokenCounts
from gateways.providers.usage_form import read_usage


def usage(prompt, completion, *, cached=None, written=None, reasoning=None, total=None):
    raw = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total}
    raw["prompt_tokens_details"] = {"cached_tokens": cached, "cache_write_tokens": written}
    raw["completion_tokens_details"] = {"reasoning_tokens": reasoning}
    return raw


def test_cached_and_reasoning_tokens_are_parts_of_the_whole():
    counts = read_usage(usage(100, 50, cached=60, written=10, reasoning=20, total=150))
    assert counts == TokenCounts(30, 30, 60, 10, 20)
    assert (counts.all_input, counts.all_output, counts.total) == (100, 50, 150)


def test_reasoning_beside_the_completion_is_known_by_the_total():
    assert read_usage(usage(100, 50, reasoning=20, total=170)) == TokenCounts(100, 50, 0, 0, 20)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        usage(100, None),
        usage(100, -1),
        usage(100, 50, cached=101),
        usage(100, 50, cached=60, written=60),
        usage(100, 50, reasoning=51),
        usage(100, 50, reasoning="5"),
        usage(2**41, 50),
    ],
)
def test_what_is_not_sound_is_no_usage(raw):
    assert read_usage(raw) is None
