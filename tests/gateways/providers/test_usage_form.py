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


def test_cached_input_beside_the_prompt_is_known_by_the_total():
    assert read_usage(usage(100, 50, cached=60, written=10, total=220)) == TokenCounts(100, 50, 60, 10)
    assert read_usage(usage(100, 50, cached=60, reasoning=20, total=230)) == TokenCounts(100, 50, 60, 0, 20)


@pytest.mark.parametrize(
    ("raw", "counts"),
    [
        pytest.param(  # https://openrouter.ai/docs/use-cases/usage-accounting
            {
                "completion_tokens": 2,
                "completion_tokens_details": {"reasoning_tokens": 0},
                "cost": 0.95,
                "cost_details": {"upstream_inference_cost": 19},
                "prompt_tokens": 194,
                "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 100, "audio_tokens": 0},
                "total_tokens": 196,
            },
            TokenCounts(94, 2, 0, 100),
            id="openrouter",
        ),
        pytest.param(
            {
                "prompt_tokens": 2_050,
                "completion_tokens": 300,
                "total_tokens": 2_350,
                "prompt_tokens_details": {"cached_tokens": 2_000, "cache_creation_tokens": 40},
                "cache_read_input_tokens": 2_000,
                "cache_creation_input_tokens": 40,
            },
            TokenCounts(10, 300, 2_000, 40),
            id="anthropic's counts told twice by a proxy",
        ),
        pytest.param(
            {
                "input_tokens": 10,
                "output_tokens": 300,
                "cache_read_input_tokens": 2_000,
                "cache_creation_input_tokens": 40,
            },
            TokenCounts(10, 300, 2_000, 40),
            id="anthropic's own",
        ),
        pytest.param(
            {
                "input_tokens": 125,
                "output_tokens": 48,
                "total_tokens": 173,
                "input_tokens_details": {"cached_tokens": 98},
                "output_tokens_details": {"reasoning_tokens": 30},
            },
            TokenCounts(27, 18, 98, 0, 30),
            id="openai's newer names",
        ),
        pytest.param(
            {
                "prompt_tokens": 100,
                "completion_tokens": 5,
                "prompt_cache_hit_tokens": 64,
                "prompt_cache_miss_tokens": 36,
                "prompt_tokens_details": {"cached_tokens": 64},
            },
            TokenCounts(36, 5, 64),
            id="deepseek",
        ),
    ],
)
def test_the_shapes_of_servers_are_one_in_the_canonical_form(raw, counts):
    assert read_usage(raw) == counts


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
        {"input_tokens": 5},
        {"input_tokens": 5, "output_tokens": -1},
        {"prompt_tokens": 5, "completion_tokens": 5, "cache_read_input_tokens": 6},
    ],
)
def test_what_is_not_sound_is_no_usage(raw):
    assert read_usage(raw) is None
