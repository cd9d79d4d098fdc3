"""Model lists: no price is lost on the way (C8)."""

import pytest

from gateways.providers.model_list import read_model_list

FREE = {"input": 0, "output": 0}


def prices_of(**row):
    return read_model_list({"data": [{"id": "x/m", **row}]})[0].prices


def hosts(*pricings):
    return [{"status": "live", **({} if pricing is None else {"pricing": pricing})} for pricing in pricings]


def test_every_price_is_kept():
    pricing = {
        "prompt": "0",
        "completion": "0",
        "request": "0.05",
        "image": "0.01",
        "web_search": "0.02",
        "internal_reasoning": "0.03",
        "input_cache_read": None,
        "of_a_new_kind": -1,
        "discount": 0.5,
    }
    assert prices_of(pricing=pricing) == {
        "input": "0",
        "output": "0",
        "request": "0.05",
        "image": "0.01",
        "web_search": "0.02",
        "reasoning": "0.03",
        "of_a_new_kind": "-1",
    }


def test_the_dearest_live_host_decides_each_price():
    assert prices_of(providers=hosts(FREE, {"input": 2, "output": 0, "request": 1})) == {
        "input": "0.000002",
        "output": "0",
        "request": "0.000001",
    }


@pytest.mark.parametrize("missing", [None, {}, {"input": 0}, {"output": 0}, {"input": 0, "output": None}, "free"])
def test_a_model_with_a_live_host_without_a_price_has_none(missing):
    assert prices_of(providers=hosts(FREE, missing)) is None
    assert prices_of(providers=[*hosts(FREE), {"status": "error"}]) == {"input": "0", "output": "0"}
