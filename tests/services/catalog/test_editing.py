"""F5: packages and plans are edited without a restart, checked as a file is, and every version stays on record."""

import asyncio
import json

import pytest

from gateways.stripe.currencies import limits_in
from messages import Language, in_language
from models.admin_action import AdminAction
from models.catalog import Catalog
from models.catalog_version import CatalogVersion
from models.ids import new_id
from services.admin.log import changed_values
from services.catalog.catalogs import Catalogs
from services.catalog.edits import CatalogEdits
from services.catalog.errors import (
    CatalogEditRefusedError,
    CatalogEditStaleError,
    CatalogError,
    CatalogIdTakenError,
    CatalogInFileError,
    CatalogUnavailableError,
    PackageNotFoundError,
    PlanNotFoundError,
)
from services.catalog.packages import load_catalog
from services.catalog.plans import load_plans
from services.errors import InvalidInputError
from services.kept import KEPT_SECONDS
from services.paging import PageRequest
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"
YUAN = [{"currency": "CNY", "amount": 2000}]


@pytest.fixture
async def new_server(database, settings, clock):
    """Another server's catalogues: `new_server(catalog_file=...)`. The database has none at first."""
    for collection in ("catalogs", "catalog_versions", "admin_actions"):
        await database[collection].delete_many({})

    def make(**changes):
        told = settings.model_copy(update=changes)
        return Catalogs(told, lambda currency, _package: limits_in(currency), clock)

    return make


@pytest.fixture
async def catalogs(new_server):
    made = new_server()
    await made.seed()
    return made


async def on_sale(catalogs):
    return [package.id for package in (await catalogs.package_source.current()).on_sale()]


async def found(catalogs, package_id):
    page = await catalogs.packages.page(PageRequest(100))
    return next(item for item in page.rows if item.id == package_id)


async def actions():
    rows = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.target_id, row.outcome) for row in rows]


def new(**changes):
    return {"name": "Team", "tokens": 2_000_000, "prices": YUAN} | changes


async def test_the_first_start_stores_what_is_built_in_once(new_server):
    await asyncio.gather(*(new_server().seed() for _ in range(4)))
    stored = await Catalog.find_one({"_id": "packages"})
    assert [(item.id, item.version, item.order) for item in stored.items] == [
        ("package_100k", 1, 10),
        ("package_500k", 1, 20),
        ("package_1m", 1, 30),
        ("package_10m", 1, 40),
    ]
    assert (await new_server().package_source.current()).on_sale() == load_catalog().on_sale()
    assert (await new_server().plan_source.current()).offered() == load_plans().offered()
    assert await CatalogVersion.find({"catalog": "packages"}).count() == 4


async def test_before_anything_is_stored_the_built_in_ones_are_on_sale(new_server):
    assert await on_sale(new_server()) == ["package_100k", "package_500k", "package_1m", "package_10m"]


async def test_a_new_package_is_on_sale_here_at_once_and_elsewhere_within_seconds(catalogs, new_server, clock):
    elsewhere = new_server()
    assert "team" not in await on_sale(elsewhere)
    made = await catalogs.packages.create(ADMIN, "team", new(tiers=[{"quantity": 3, "discount_percent": 10}]), 15)
    assert (made.version, made.order) == (1, 15)
    wanted = ["package_100k", "team", "package_500k", "package_1m", "package_10m"]
    assert await on_sale(catalogs) == wanted
    assert "team" not in await on_sale(elsewhere)
    clock.move(seconds=KEPT_SECONDS)
    assert await on_sale(elsewhere) == wanted
    package = (await elsewhere.package_source.current()).package("team")
    assert (package.tokens, package.prices[0].price.amount, package.volume_percent(3)) == (2_000_000, 2000, 10)


async def test_a_change_takes_effect_and_leaves_both_versions_and_a_row_of_its_admin(catalogs):
    prices = [{"currency": "CNY", "amount": 4000, "list_amount": 5000}, {"currency": "USD", "amount": 600}]
    changed = await catalogs.packages.update(ADMIN, "package_500k", 1, {"prices": prices, "name": "Most"})
    assert changed.version == 2
    package = (await catalogs.package_source.current()).package("package_500k")
    assert (package.name, package.price_in("USD").price.amount, package.prices[0].discount_percent) == ("Most", 600, 20)
    newest, first = (await catalogs.packages.history(PageRequest(10), "package_500k")).rows
    assert (first.change, first.by, first.before, first.after.value["name"]) == ("seeded", None, None, "Popular")
    assert (newest.change, newest.by, newest.before) == ("updated", ADMIN, first.after)
    assert newest.after == changed
    (action,) = await AdminAction.find_all().to_list()
    assert (action.action, action.outcome, action.effect_id) == ("update_package", "done", newest.effect_id)
    differ = {each.field: (each.before, each.after) for each in changed_values(action)}
    assert differ.keys() == {"name", "prices", "version"}
    assert (differ["name"], differ["version"]) == (("Popular", "Most"), ("1", "2"))


async def test_a_stale_edit_is_refused_with_the_newest_version(catalogs):
    await catalogs.packages.update(ADMIN, "package_1m", 1, {"tokens": 1_100_000})
    with pytest.raises(CatalogEditStaleError) as caught:
        await catalogs.packages.update("usr_other", "package_1m", 1, {"tokens": 1_200_000})
    assert caught.value.current_version == 2
    assert (await found(catalogs, "package_1m")).value["tokens"] == 1_100_000
    assert await actions() == [("update_package", "package_1m", "done")]


async def test_of_edits_at_once_one_is_made_and_the_others_are_told(catalogs, new_server):
    servers = [new_server() for _ in range(4)]
    results = await asyncio.gather(
        *(
            server.packages.update(ADMIN, "package_1m", 1, {"tokens": 1_000_001 + number})
            for number, server in enumerate(servers)
        ),
        return_exceptions=True,
    )
    made = [result for result in results if not isinstance(result, Exception)]
    assert len(made) == 1
    assert {type(each) for each in results if isinstance(each, Exception)} <= {
        CatalogUnavailableError,
        CatalogEditStaleError,
    }
    assert await found(catalogs, "package_1m") == made[0]
    assert (await found(catalogs, "package_1m")).version == 2
    outcomes = [outcome for _, _, outcome in await actions()]
    assert outcomes.count("done") == 1
    assert None not in outcomes


async def test_an_edit_that_changes_nothing_writes_nothing(catalogs):
    same = await catalogs.packages.update(ADMIN, "package_500k", 1, {"name": "Popular", "tiers": [], "popular": True})
    assert same.version == 1
    assert await actions() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tokens": 0}, "tokens must be a whole number from 1 to 1,000,000,000,000,000"),
        ({"name": " "}, "name must be a printable text of 1 to 60 characters"),
        ({"prices": []}, "has no price, so it cannot be sold"),
        ({"prices": [{"currency": "CNY", "amount": 0}]}, "amount in CNY must be a whole number of minor units from"),
        ({"prices": [*YUAN, *YUAN]}, "has 2 prices in CNY"),
        ({"prices": [{"currency": "XXX", "amount": 100}]}, "unknown currency 'XXX'"),
        ({"prices": [{"currency": "CNY", "amount": 900, "list_amount": 900}]}, "must be above the amount 900"),
        ({"tiers": [{"quantity": 1, "discount_percent": 5}]}, "each tier needs a quantity from 2 to 1,000"),
        ({"prices": [{"currency": "CNY", "amount": 1, "listAmount": 2}]}, "unknown field 'listAmount' in a price"),
    ],
)
async def test_what_could_not_be_sold_is_refused_and_named(catalogs, changes, problem):
    with pytest.raises(CatalogEditRefusedError, match="package 'package_1m': ") as caught:
        await catalogs.packages.update(ADMIN, "package_1m", 1, changes)
    assert problem in caught.value.message
    assert (await found(catalogs, "package_1m")).version == 1
    assert await actions() == []


async def test_what_is_refused_is_said_in_chinese(catalogs):
    with pytest.raises(CatalogEditRefusedError) as caught:
        await catalogs.packages.update(ADMIN, "package_1m", 1, {"tokens": 0, "prices": []})
    tokens = "套餐 'package_1m'：tokens 必须是 1 到 1,000,000,000,000,000 之间的整数"
    price = "套餐 'package_1m'：没有价格，因此不能出售"
    assert in_language(caught.value.message, Language.ZH) == f"无法提供此项：{tokens}；{price}。"


async def test_a_refusal_names_a_bounded_number_of_problems(catalogs):
    prices = [{"currency": "CNY", "amount": -number, "x" * 9_000: 1} for number in range(1_000)]
    with pytest.raises(CatalogEditRefusedError) as caught:
        await catalogs.packages.update(ADMIN, "package_1m", 1, {"prices": prices})
    assert (len(caught.value.problems), len(caught.value.message) < 3_200) == (10, True)
    assert (await found(catalogs, "package_1m")).version == 1


@pytest.mark.parametrize("item_id", ["", "Team", "a.b", "x" * 65, "a b", "-a"])
async def test_an_id_that_no_package_can_have_is_refused(catalogs, item_id):
    with pytest.raises(CatalogEditRefusedError, match="id must be 1 to 64 of the characters"):
        await catalogs.packages.create(ADMIN, item_id, new())
    assert len(await on_sale(catalogs)) == 4


@pytest.mark.parametrize("order", [-1, 1_000_001])
async def test_an_order_out_of_bounds_is_refused(catalogs, order):
    with pytest.raises(InvalidInputError, match="order"):
        await catalogs.packages.update(ADMIN, "package_1m", 1, {}, order)
    assert (await found(catalogs, "package_1m")).version == 1


async def test_an_id_is_given_once_even_when_its_package_is_retired(catalogs):
    await catalogs.packages.retire(ADMIN, "package_1m", 1)
    with pytest.raises(CatalogIdTakenError):
        await catalogs.packages.create(ADMIN, "package_1m", new())
    assert (await found(catalogs, "package_1m")).value["name"] == "Pro"


async def test_who_becomes_the_default_takes_that_from_the_one_before_in_one_step(catalogs):
    await catalogs.packages.update(ADMIN, "package_1m", 1, {"default": True})
    packages = (await catalogs.package_source.current()).on_sale()
    assert [package.id for package in packages if package.default] == ["package_1m"]
    before, first = (await catalogs.packages.history(PageRequest(10), "package_500k")).rows
    assert (before.change, before.by, before.after.version) == ("unmarked", ADMIN, 2)
    (action,) = await AdminAction.find_all().to_list()
    assert [each["after"]["id"] for each in action.details["also"]] == ["package_500k"]
    with pytest.raises(CatalogEditStaleError):
        await catalogs.packages.update(ADMIN, "package_500k", first.after.version, {"name": "Old"})


async def test_a_retired_package_is_not_on_sale_until_it_is_restored_and_is_no_default(catalogs):
    retired = await catalogs.packages.retire(ADMIN, "package_500k", 1)
    assert "package_500k" not in await on_sale(catalogs)
    with pytest.raises(PackageNotFoundError):
        (await catalogs.package_source.current()).package("package_500k")
    assert (retired.retired, retired.value.get("default"), retired.value["popular"]) == (True, None, True)
    (row,) = (await catalogs.packages.page(PageRequest(10), retired=True)).rows
    assert row == retired
    await catalogs.packages.update(ADMIN, "package_500k", 2, {"name": "Was popular"})
    with pytest.raises(InvalidInputError, match="default"):
        await catalogs.packages.update(ADMIN, "package_500k", 3, {"default": True})
    await catalogs.packages.restore(ADMIN, "package_500k", 3)
    assert await on_sale(catalogs) == ["package_100k", "package_500k", "package_1m", "package_10m"]
    rows = (await catalogs.packages.history(PageRequest(10), "package_500k")).rows
    assert [row.change.value for row in rows] == ["restored", "updated", "retired", "seeded"]


async def test_something_stays_on_sale(catalogs):
    for package_id in ("package_100k", "package_500k", "package_1m"):
        await catalogs.packages.retire(ADMIN, package_id, 1)
    with pytest.raises(CatalogEditRefusedError, match="at least one must be offered"):
        await catalogs.packages.retire(ADMIN, "package_10m", 1)
    assert await on_sale(catalogs) == ["package_10m"]


async def test_the_free_plan_can_be_changed_and_never_retired_or_priced(catalogs):
    await catalogs.plans.update(ADMIN, "free", 1, {"requests_per_day": 20})
    assert (await catalogs.plan_source.current()).free.limits.requests_per_day == 20
    with pytest.raises(CatalogEditRefusedError, match="plan 'free': is missing"):
        await catalogs.plans.retire(ADMIN, "free", 2)
    price = {"currency": "CNY", "interval": "month", "amount": 1000}
    with pytest.raises(CatalogEditRefusedError, match="is free, so it cannot have a price"):
        await catalogs.plans.update(ADMIN, "free", 2, {"prices": [price]})
    assert (await catalogs.plan_source.current()).free.prices == ()


async def test_a_plan_is_made_changed_retired_and_restored(catalogs):
    price = {"currency": "CNY", "interval": "month", "amount": 9900}
    limits = {"tokens_per_month": 3_000_000, "max_tokens_per_request": 16_000, "grace_days": 0, "priority": 0}
    made = await catalogs.plans.create(ADMIN, "team", {"name": "Team", "prices": [price], **limits})
    plan = (await catalogs.plan_source.current()).plan("team")
    assert (plan.grace_days, plan.limits.requests_per_day, plan.limits.priority) == (0, None, 0)
    await catalogs.plans.update(ADMIN, "team", made.version, {"requests_per_day": 9})
    changed = await catalogs.plans.update(ADMIN, "team", 2, {"requests_per_day": None})
    assert (await catalogs.plan_source.current()).plan("team").limits.requests_per_day is None
    await catalogs.plans.retire(ADMIN, "team", changed.version)
    with pytest.raises(PlanNotFoundError):
        (await catalogs.plan_source.current()).plan("team")
    await catalogs.plans.restore(ADMIN, "team", 4)
    assert (await catalogs.plan_source.current()).plan("team") == plan


async def test_what_is_not_there_cannot_be_edited(catalogs):
    with pytest.raises(PackageNotFoundError):
        await catalogs.packages.update(ADMIN, "pro", 1, {"name": "x"})
    with pytest.raises(PlanNotFoundError):
        await catalogs.plans.retire(ADMIN, "package_1m", 1)


async def test_while_a_setting_names_a_file_the_file_rules_and_edits_say_so(new_server, tmp_path):
    file = tmp_path / "packages.json"
    file.write_text(json.dumps({"packages": [{"id": "only", **new()}]}))
    catalogs = new_server(catalog_file=file)
    await catalogs.seed()
    assert await on_sale(catalogs) == ["only"]
    assert [item.id for item in (await catalogs.packages.page(PageRequest(10))).rows] == ["only"]
    with pytest.raises(CatalogInFileError, match="CATALOG_FILE"):
        await catalogs.packages.update(ADMIN, "only", 1, {"name": "x"})
    assert await Catalog.find_one({"_id": "packages"}) is None
    assert await actions() == []
    assert await on_sale(new_server()) == ["package_100k", "package_500k", "package_1m", "package_10m"]


async def test_a_start_names_what_these_settings_cannot_sell_and_an_edit_can_mend_it(catalogs, new_server):
    for package_id in ("package_1m", "package_10m"):
        await Catalog.get_pymongo_collection().update_one(
            {"_id": "packages", "items.id": package_id}, {"$set": {"items.$.value.prices.0.currency": "XXX"}}
        )
    with pytest.raises(CatalogError, match="package 'package_1m': unknown currency 'XXX'"):
        await catalogs.check()
    assert await on_sale(new_server()) == ["package_100k", "package_500k"]
    await catalogs.packages.update(ADMIN, "package_1m", 1, {"prices": YUAN})
    await catalogs.packages.retire(ADMIN, "package_10m", 1)
    await catalogs.check()


async def test_killed_after_each_step_an_edit_is_made_once_or_never_and_its_row_says_so(catalogs, new_server, clock):
    for step in range(1, 12):
        before = await found(catalogs, "package_1m")
        await AdminAction.find_all().delete()
        with kill_switch(step) as switch:
            try:
                await catalogs.packages.update(ADMIN, "package_1m", before.version, {"tokens": before.version})
            except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
                print(step, type(error).__name__, switch.steps)
        if not switch.dead:
            break
        clock.move(minutes=2)
        await new_server().complete(100)
        after = await found(catalogs, "package_1m")
        rows = await actions()
        assert after.version - before.version == len(rows)
        assert [outcome for _, _, outcome in rows] == ["done"] * len(rows)
        versions = (await catalogs.packages.history(PageRequest(100), "package_1m")).rows
        assert [row.after.version for row in versions] == list(range(after.version, 0, -1))
    else:
        raise AssertionError("it never came to its end")
    assert step > 3


async def test_the_history_has_pages(catalogs):
    for version in range(1, 4):
        await catalogs.packages.update(ADMIN, "package_1m", version, {"tokens": version})
    seen, after = [], None
    while True:
        page = await catalogs.packages.history(PageRequest(3, after))
        seen += [(row.item_id, row.after.version) for row in page.rows]
        if not page.has_next:
            break
        after = catalogs.packages.history_position_of(page.rows[-1])
    assert seen[:3] == [("package_1m", 4), ("package_1m", 3), ("package_1m", 2)]
    assert sorted(seen[3:]) == [("package_100k", 1), ("package_10m", 1), ("package_1m", 1), ("package_500k", 1)]
    with pytest.raises(InvalidInputError):
        await catalogs.packages.history(PageRequest(3, new_id("x")))


async def test_a_bug_on_the_way_ends_no_edit(catalogs, new_server, clock, monkeypatch):
    before = await found(catalogs, "package_1m")
    with kill_switch(1), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends
        await catalogs.packages.update(ADMIN, "package_1m", before.version, {"tokens": 5})
    clock.move(minutes=2)

    async def bug(*_: object) -> bool:
        raise KeyError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(CatalogEdits, "_change", bug)
        with pytest.raises(KeyError):
            await new_server().complete(100)
    assert [outcome for _, _, outcome in await actions()] == [None]
    await new_server().complete(100)
    assert [outcome for _, _, outcome in await actions()] == ["done"]
