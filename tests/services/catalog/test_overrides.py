"""What admins set for models, on a real database and several servers' catalogues (C7, F5)."""

import asyncio

import pytest

from gateways.providers import ListedModel
from models.admin_action import AdminAction
from models.model_override import ModelOverride
from services.admin.actions import AdminActions
from services.catalog.errors import ModelNotFoundError, ModelsUnavailableError
from services.catalog.listing import ModelQuery
from services.catalog.models import ModelCatalog
from services.catalog.override_editing import ModelOverrides
from services.catalog.override_list import OverrideList
from services.catalog.overrides import Override
from services.catalog.pricing import Rates
from services.errors import InvalidInputError, NotFoundError
from services.paging import PageRequest
from tests.services.catalog.test_models import PRICED, ZERO, ListingProvider

RATES = Rates(1, 2, 3, 4, 5, 6)


@pytest.fixture
async def server(database, settings, clock):
    """Makes servers: a catalogue of its own, and what admins do through it."""
    await ModelOverride.get_pymongo_collection().delete_many({})
    await AdminAction.get_pymongo_collection().delete_many({})
    made = []

    def make():
        rows = [ListedModel("m/free", "Free", prices=ZERO), ListedModel("m/dear", "Dear", prices=PRICED)]
        catalog = ModelCatalog([ListingProvider("a", *rows)], settings, clock)
        made.append(catalog)
        return catalog, ModelOverrides(catalog, AdminActions(clock), clock)

    yield make
    for catalog in made:
        await catalog.close()


async def ids(catalog):
    return [row.model.id for row in (await catalog.page(PageRequest(100), ModelQuery())).rows]


async def test_what_is_set_counts_at_once_here_and_soon_on_other_servers(server, clock):
    here, admin = server()
    there, _ = server()
    assert await ids(there) == ["m/free", "m/dear"]
    saved = await admin.set("usr_1", "m/dear", {"name": "Renamed", "premium": True, "rates": RATES})
    assert (saved.listed, saved.override) == (True, Override(name="Renamed", premium=True, rates=RATES))
    found = await here.find("m/dear")
    assert (found.name, found.premium, found.price.rates, found.price.free) == ("Renamed", True, RATES, False)
    assert (await there.find("m/dear")).name == "Dear"
    clock.move(seconds=2)
    assert (await there.find("m/dear")).name == "Renamed"


async def test_a_hidden_model_is_neither_listed_nor_found_until_it_is_shown_again(server):
    catalog, admin = server()
    await admin.set("usr_1", "m/free", {"hidden": True})
    assert await ids(catalog) == ["m/dear"]
    with pytest.raises(ModelNotFoundError):
        await catalog.find("m/free")
    assert (await catalog.find(None)).id == "m/dear"
    assert (await admin.remove("usr_1", "m/free")).listed
    assert await ids(catalog) == ["m/free", "m/dear"]


async def test_a_premium_model_is_no_default(server):
    catalog, admin = server()
    await admin.set("usr_1", "m/free", {"premium": True})
    assert await catalog.default_id() == "m/dear"


async def test_a_change_leaves_the_other_fields(server):
    _, admin = server()
    await admin.set("usr_1", "m/dear", {"name": "Renamed", "factor_per_mille": 1_500})
    saved = await admin.set("usr_1", "m/dear", {"name": None, "margin_per_mille": 1_100})
    assert saved.override == Override(factor_per_mille=1_500, margin_per_mille=1_100)


async def test_a_model_that_nobody_lists_can_be_set_and_that_is_told(server):
    _, admin = server()
    assert not (await admin.set("usr_1", "m/coming", {"hidden": True})).listed
    page = await admin.page(PageRequest(10))
    assert [(row.model_id, row.listed) for row in page.rows] == [("m/coming", False)]


async def test_each_change_leaves_a_row_of_what_it_was_and_is(server, clock):
    _, admin = server()
    await admin.set("usr_1", "m/dear", {"rates": RATES})
    await admin.remove("usr_2", "m/dear")
    first, second = await AdminAction.find({"target_id": "m/dear"}).sort("_id").to_list()
    assert (first.admin_id, first.action, first.outcome) == ("usr_1", "set_model_override", "done")
    assert (first.details["before"]["rates"], first.details["after"]["rates"]) == (None, RATES.as_mapping())
    assert first.completed_at == clock.now
    assert (second.admin_id, second.action, second.details["after"]) == ("usr_2", "remove_model_override", None)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x" * 201},
        {"name": "a\nb"},
        {"factor_per_mille": 0},
        {"factor_per_mille": 1_000_001},
        {"margin_per_mille": -1},
        {"rates": Rates(-1, 0, 0, 0, 0)},
        {"rates": Rates(0, 0, 0, 0, 0, 10**12 + 1)},
    ],
)
async def test_what_makes_no_sense_is_refused_and_nothing_is_written(server, changes):
    _, admin = server()
    with pytest.raises(InvalidInputError):
        await admin.set("usr_1", "m/dear", changes)
    assert await ModelOverride.count() == 0
    assert await AdminAction.count() == 0


async def test_what_is_no_id_or_not_set_is_refused(server):
    _, admin = server()
    for bad in ("", "é", "x" * 201, "a\n"):
        with pytest.raises(InvalidInputError):
            await admin.set("usr_1", bad, {"hidden": True})
    with pytest.raises(NotFoundError):
        await admin.remove("usr_1", "m/dear")


async def test_of_many_at_once_each_is_done_or_told(server):
    _, admin = server()
    results = await asyncio.gather(
        *(admin.set("usr_1", "m/dear", {"name": f"Name {number}"}) for number in range(8)), return_exceptions=True
    )
    done = [result for result in results if not isinstance(result, ModelsUnavailableError)]
    assert done
    stored = await ModelOverride.get("m/dear")
    assert stored.version == len(done)
    outcomes = [row.outcome for row in await AdminAction.find_all().to_list()]
    assert sorted(outcomes) == sorted(["MODELS_UNAVAILABLE"] * (8 - len(done)) + ["done"] * len(done))


async def test_who_waits_for_a_read_that_was_made_stale_gets_the_next_one(server, clock):
    _, admin = server()
    overrides = OverrideList(clock)
    waiting = asyncio.create_task(overrides.current())
    await asyncio.sleep(0)  # it reads now
    overrides.forget()
    assert await waiting == {}
    await admin.set("usr_1", "m/dear", {"hidden": True})
    overrides.forget()
    assert (await overrides.current())["m/dear"].hidden
    assert await overrides.current() is await overrides.current()
