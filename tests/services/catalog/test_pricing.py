"""Prices and rates (C8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.providers import ListedModel, TokenCounts
from services.catalog.pricing import Price, RatePolicy, Rates, Refusal, price_of

POLICY = RatePolicy(unpriced_rate=2_500_000, free_models_cost_tokens=True)


def listed(**prices: str) -> ListedModel:
    return ListedModel("m", "M", prices=prices or None)


def price(model: ListedModel, *, publishes: bool = True, policy: RatePolicy = POLICY) -> Price | Refusal:
    return price_of(model, policy, server_publishes_prices=publishes)


def test_a_priced_model_costs_a_wallet_token_for_each_model_token():
    found = price(listed(input="0.000001", output="0.000002"))
    assert (found.rates, found.free) == (Rates.flat(1_000_000), False)


def test_a_free_model_has_an_explicit_zero_price():
    found = price(listed(input="0", output="0.0"))
    assert (found.rates, found.free) == (Rates.flat(1_000_000), True)


def test_free_models_can_cost_nothing_by_policy():
    policy = RatePolicy(unpriced_rate=1, free_models_cost_tokens=False)
    assert price(listed(input="0", output="0"), policy=policy).rates == Rates.flat(0)
    assert price(listed(input="0", output="0.1"), policy=policy).rates == Rates.flat(1_000_000)


def test_a_server_without_prices_gets_the_default_rate():
    found = price(listed(), publishes=False)
    assert (found.rates, found.free) == (Rates.flat(2_500_000), False)


@pytest.mark.parametrize(
    "prices",
    [
        {},
        {"input": "0"},
        {"output": "0"},
        {"input": "-1", "output": "0"},
        {"input": "0", "output": "0", "reasoning": "-0.1"},
        {"input": "cheap", "output": "0"},
        {"input": "NaN", "output": "0"},
        {"input": "Infinity", "output": "0"},
        {"input": "", "output": "0"},
        {"input": "0" * 41, "output": "0"},
        {"input": "None", "output": "0"},
        {"input": "0", "output": "0", "request": "0.05"},
        {"input": "0.1", "output": "0.1", "request": "0.05"},
        {"input": "0", "output": "0", "request": "-1"},
        {"input": "0", "output": "0", "web_search": "{'a': 1}"},
        {"input": "0", "output": "0", "a_new_kind": "-1"},
    ],
)
def test_a_model_is_never_free_by_accident(prices):
    assert isinstance(price(listed(**prices)), Refusal)


@pytest.mark.parametrize("kind", ["image", "web_search", "a_new_kind"])
def test_any_price_above_zero_makes_a_model_not_free(kind):
    generous = RatePolicy(unpriced_rate=1, free_models_cost_tokens=False)
    found = price(listed(input="0", output="0", request="0", **{kind: "0.01"}), policy=generous)
    assert (found.rates, found.free) == (Rates.flat(1_000_000), False)
    assert price(listed(input="0", output="0", request="0", **{kind: "0"}), policy=generous).free


def test_the_version_changes_with_price_policy_and_rate():
    cheap, dear = listed(input="0.1", output="0.1"), listed(input="0.2", output="0.1")
    generous = RatePolicy(unpriced_rate=1, free_models_cost_tokens=False)
    versions = [
        price(cheap).version,
        price(dear).version,
        price(listed(input="0", output="0")).version,
        price(listed(input="0", output="0"), policy=generous).version,
        price(listed(), publishes=False).version,
        price(listed(), publishes=False, policy=generous).version,
    ]
    assert len(set(versions)) == 6
    assert price(cheap).version == versions[0]


def test_the_cost_is_exact_and_rounded_up_once():
    rates = Rates(input=100_000, output=400_000, cache_read=10_000, cache_write=125_000, reasoning=400_000)
    counts = TokenCounts(
        input_tokens=3, output_tokens=5, cache_read_tokens=7, cache_write_tokens=11, reasoning_tokens=13
    )
    # 300000 + 2000000 + 70000 + 1375000 + 5200000 = 8945000 millionths
    assert rates.cost(counts) == 9
    assert rates.cost(TokenCounts()) == 0
    assert Rates.flat(1).cost(TokenCounts(input_tokens=1)) == 1
    assert Rates.flat(1_000_000).cost(TokenCounts(input_tokens=2**60, output_tokens=1)) == 2**60 + 1


def test_an_image_costs_its_own_rate_beside_the_tokens():
    rates = Rates(1_000_000, 1_000_000, 0, 0, 0, image=1_500_000)
    assert rates.cost(TokenCounts(input_tokens=10), images=3) == 15  # 10 + 4.5, rounded up
    assert rates.most(10, 0, images=3) == 15
    assert rates.most_output(10, 20, 4_000, images=3) == 5
    assert Rates.flat(1_000_000).cost(TokenCounts(input_tokens=10), images=3) == 10


def test_the_most_that_can_be_charged_takes_the_dearest_kinds():
    rates = Rates(input=1_000_000, output=2_000_000, cache_read=100_000, cache_write=1_250_000, reasoning=3_000_000)
    assert rates.most(10, 10) == 43  # 12.5 + 30, rounded up


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000), st.integers(0, 10**5), st.integers(0, 10**5))
def test_the_most_output_is_just_what_the_wallet_pays_for(input_rate, output_rate, input_tokens, wallet_tokens):
    rates = Rates(input_rate, output_rate, 0, 0, 0)
    found = rates.most_output(input_tokens, wallet_tokens, 4_000)
    assert 0 <= found <= 4_000
    assert found == 0 or rates.most(input_tokens, found) <= wallet_tokens
    assert found == 4_000 or rates.most(input_tokens, found + 1) > wallet_tokens
