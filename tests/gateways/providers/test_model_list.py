"""Model lists: no price is lost on the way (C8)."""

import pytest

from gateways.providers import Capability
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


def test_a_router_price_keeps_every_digit():
    assert prices_of(providers=hosts({"input": "0.1234567890123456789012345678901", "output": 1}))["input"] == (
        "1.234567890123456789012345678901E-7"
    )


def only(**row):
    return read_model_list({"data": [{"id": "x/m", **row}]})[0]


def test_what_a_model_takes_and_can_do_as_openrouter_says():
    model = only(
        architecture={"input_modalities": ["text", "image", "IMAGE", 7, "a b"], "output_modalities": ["text"]},
        supported_parameters=["tools", "tool_choice", "structured_outputs", "reasoning", 5],
        description="  Line one.\nLine two.\x00 ",
    )
    assert model.input_modalities == ("image", "text")
    assert model.capabilities == set(Capability)
    assert model.description == "Line one. Line two."


def test_what_every_live_host_can_do_a_router_can():
    both, tools = {"supports_tools": True, "supports_structured_output": True}, {"supports_tools": True}
    live, down = {"status": "live"}, {"status": "error"}
    assert only(providers=[live | both, live | tools, down]).capabilities == {Capability.TOOLS}
    assert only(providers=[live | both, live]).capabilities == set()


@pytest.mark.parametrize("row", [{}, {"architecture": 5, "supported_parameters": "tools", "description": 7}])
def test_what_is_not_said_is_not_known(row):
    assert (only(**row).input_modalities, only(**row).capabilities, only(**row).description) == ((), set(), None)


def test_a_description_is_bounded():
    assert only(description="word " * 10_000).description == "word " * 99 + "word…"


def test_models_that_write_no_text_are_left_out():
    rows = [
        {"id": "image", "architecture": {"output_modalities": ["image"]}},
        {"id": "both", "architecture": {"output_modalities": ["image", "text"]}},
    ]
    assert [model.id for model in read_model_list({"data": rows})] == ["both"]
