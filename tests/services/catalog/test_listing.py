"""Which models are listed, and in which order (C7)."""

import pytest

from gateways.providers import Capability
from services.catalog.listing import ModelOrder, ModelQuery, list_models
from services.catalog.model import CatalogModel
from services.catalog.price_basis import Basis, PriceBasis
from services.catalog.pricing import Price, Rates
from services.errors import InvalidInputError
from services.paging import PageRequest

USES = {"b/two": 7, "a/one": 3}


def model(model_id, name, rate, *, window=None, free=False, can=(), provider="openrouter"):
    price = Price(Rates.flat(rate), free, PriceBasis(Basis.TOKENS, per_mille=1))
    return CatalogModel(model_id, name, provider, window, None, price, capabilities=frozenset(can))


MODELS = [
    model("a/one", "zebra", 30, window=8_000, can=[Capability.TOOLS, Capability.IMAGES]),
    model("b/two", "Ärger", 20, window=200_000, can=[Capability.TOOLS]),
    model("b/three", "apple", 10, provider="huggingface"),
    model("c/free", "free thing", 1_000, window=4_000, free=True),
    model("d/free", "another", 5, free=True, can=[Capability.IMAGES]),
]


def ids(**wanted):
    return [row.model.id for row in list_models(MODELS, ModelQuery(**wanted), PageRequest(100), USES).rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ModelOrder.ID, ["c/free", "d/free", "a/one", "b/three", "b/two"]),
        (ModelOrder.NAME, ["d/free", "c/free", "b/three", "a/one", "b/two"]),
        (ModelOrder.PRICE, ["d/free", "c/free", "b/three", "b/two", "a/one"]),
        (ModelOrder.CONTEXT, ["c/free", "d/free", "b/two", "a/one", "b/three"]),
        (ModelOrder.POPULARITY, ["c/free", "d/free", "b/two", "a/one", "b/three"]),
    ],
)
def test_in_every_order_free_models_come_first_and_pages_follow_one_another(order, expected):
    assert ids(order=order) == expected
    seen, after = [], None
    for _ in expected:
        page = list_models(MODELS, ModelQuery(order=order), PageRequest(1, after), USES)
        seen += [row.model.id for row in page.rows]
        after = page.rows[-1].position
        assert page.has_next == (len(seen) < len(expected))
    assert seen == expected


def test_a_page_goes_on_where_a_model_was_that_is_gone():
    first = list_models(MODELS, ModelQuery(order=ModelOrder.PRICE), PageRequest(3), USES)
    rest = list_models(MODELS[:2], ModelQuery(order=ModelOrder.PRICE), PageRequest(3, first.rows[-1].position), USES)
    assert [row.model.id for row in rest.rows] == ["b/two", "a/one"]


def test_a_cursor_of_another_order_is_refused():
    first = list_models(MODELS, ModelQuery(), PageRequest(1), USES)
    with pytest.raises(InvalidInputError):
        list_models(MODELS, ModelQuery(order=ModelOrder.NAME), PageRequest(1, first.rows[0].position), USES)


def test_filters():
    assert ids(provider="B") == ["b/three", "b/two"]
    assert ids(provider="huggingface") == ["b/three"]
    assert ids(free_only=True) == ["c/free", "d/free"]
    assert ids(capabilities=frozenset({Capability.IMAGES})) == ["d/free", "a/one"]
    assert ids(capabilities=frozenset({Capability.IMAGES, Capability.TOOLS})) == ["a/one"]
    assert ids(search="ÄRG") == ["b/two"]
    assert ids(search="free", capabilities=frozenset({Capability.IMAGES})) == ["d/free"]
    for name in ("search", "provider"):
        with pytest.raises(InvalidInputError):
            ids(**{name: "x" * 101})


def test_a_position_fits_into_a_cursor():
    longest = model("x" * 200, "\U0001d54f" * 200, 10**12, window=2**31 - 1)
    for order in ModelOrder:
        position = list_models([longest], ModelQuery(order=order), PageRequest(1), {"x" * 200: 10_000}).rows[0].position
        assert position.isascii()
        assert len(position) <= 370
