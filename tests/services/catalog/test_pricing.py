"""Prices and rates (C8)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.providers import ListedModel, TokenCounts
from services.catalog.overrides import Override
from services.catalog.price_basis import PriceBasis, rates_of
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


BY_COST = RatePolicy(
    unpriced_rate=1, free_models_cost_tokens=True, by_cost=True, margin_per_mille=1_300, wallet_token_nanodollars=4_000
)
"""A wallet token is worth 4 dollars a million, so a price of 4 dollars a million is a rate of 1,300,000."""


def test_by_tokens_a_factor_makes_every_rate():
    policy = RatePolicy(unpriced_rate=1, free_models_cost_tokens=True, factor_per_mille=1_250)
    assert price(listed(input="0.1", output="0.2"), policy=policy).rates == Rates.flat(1_250_000)
    assert price(listed(input="0", output="0"), policy=policy).rates == Rates.flat(1_250_000)


def test_by_cost_each_rate_is_the_price_times_the_margin_rounded_up():
    prices = {"input": "0.000004", "output": "0.000016", "cache_read": "0.0000004", "cache_write": "0.000005"}
    found = price(listed(**prices, reasoning="0.00002", image="0.001"), policy=BY_COST)
    assert found.rates == Rates(
        input=1_300_000,
        output=5_200_000,
        cache_read=130_000,
        cache_write=1_625_000,
        reasoning=6_500_000,
        image=325_000_000,
    )
    assert price(listed(input="0.00000000000000000001", output="1e-20"), policy=BY_COST).rates == Rates.flat(1)


def test_by_cost_nothing_is_lost_to_binary_fractions():
    # 0.1 and 0.3 are no binary fractions: as floats 0.3 * 1.3 is 0.38999999999999996, and 0.1 * 3 is above 0.3.
    policy = replace(BY_COST, margin_per_mille=1_000, wallet_token_nanodollars=1_000_000_000)
    found = price(listed(input="0.3", output="0.1"), policy=policy).rates
    assert (found.input, found.output) == (300_000, 100_000)
    long = "0.1234567890123456789012345678901234567"
    assert price(listed(input=long, output="1"), policy=policy).rates.input == 123_457


@pytest.mark.parametrize("zero", ["0", None])
def test_by_cost_a_kind_without_a_price_of_its_own_costs_what_its_whole_does(zero):
    parts = {} if zero is None else dict.fromkeys(("cache_read", "cache_write", "reasoning"), zero)
    found = price(listed(input="0.000004", output="0.000008", **parts), policy=BY_COST)
    assert found.rates == Rates(1_300_000, 2_600_000, 1_300_000, 1_300_000, 2_600_000)


def test_by_cost_what_is_free_costs_by_tokens_or_nothing():
    free = listed(input="0", output="0E-999999999")
    assert price(free, policy=BY_COST).rates == Rates.flat(1_000_000)
    assert price(free, policy=replace(BY_COST, free_models_cost_tokens=False)).rates == Rates.flat(0)


@pytest.mark.parametrize("mad", ["1e999999999", "1e-999999999", "10000000", "1e-31"])
def test_a_price_of_no_sense_is_refused_at_once(mad):
    assert isinstance(price(listed(input=mad, output="1"), policy=BY_COST), Refusal)


def test_a_price_above_every_rate_is_refused():
    assert isinstance(price(listed(input="1000000", output="1"), policy=BY_COST), Refusal)


def test_an_admins_rates_stand_above_the_providers_price():
    rates = Rates(1, 2, 3, 4, 5, 6)
    override = Override(rates=rates, factor_per_mille=9)
    for model in (listed(), listed(input="-1", output="0"), listed(input="0", output="0")):
        found = price_of(model, POLICY, override, server_publishes_prices=True)
        assert (found.rates, found.free) == (rates, False)
    nothing = price_of(listed(), POLICY, Override(rates=Rates.flat(0)), server_publishes_prices=True)
    assert (nothing.rates, nothing.free) == (Rates.flat(0), True)


def test_an_admins_factor_or_margin_takes_the_place_of_the_setting():
    priced = listed(input="0.000004", output="0.000004")
    override = Override(factor_per_mille=500, margin_per_mille=2_000)
    assert price_of(priced, POLICY, override, server_publishes_prices=True).rates == Rates.flat(500_000)
    assert price_of(listed(), POLICY, override, server_publishes_prices=False).rates == Rates.flat(500_000)
    assert price_of(priced, BY_COST, override, server_publishes_prices=True).rates == Rates(*[2_000_000] * 5)
    for bad in (listed(), listed(input="-1", output="0")):
        assert isinstance(price_of(bad, POLICY, override, server_publishes_prices=True), Refusal)


DECIMALS = st.decimals(0, 1, places=12).map(lambda value: f"{value:f}")


@given(
    st.dictionaries(st.sampled_from(["input", "output", "cache_read", "cache_write", "reasoning", "image"]), DECIMALS),
    st.integers(1, 10_000),
    st.integers(1, 10**9),
)
def test_rates_follow_again_from_what_is_kept_of_their_version(prices, margin, worth):
    policy = replace(BY_COST, margin_per_mille=margin, wallet_token_nanodollars=worth)
    found = price(listed(**{"input": "0.1", "output": "0.1", **prices}), policy=policy)
    if isinstance(found, Price):
        kept = PriceBasis.from_document(json.loads(json.dumps(found.basis.to_document())))
        assert (rates_of(kept), kept.version) == (found.rates, found.version)
