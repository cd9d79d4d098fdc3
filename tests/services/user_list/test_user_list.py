"""F1: users are found by search, filter and order, page by page, each by an index."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson.int64 import Int64

from database.setup import Database
from models.ids import new_id
from models.user import Role, User, UserStatus
from services.catalog.plans import load_plans
from services.errors import InvalidInputError
from services.identity.name_forms import name_forms
from services.paging import PageRequest
from services.subscriptions import Plans
from services.usage import UsageService
from services.user_list import UserFilter, UserList, UserSort
from services.user_list.filter import search_query
from services.user_list.service import EVERYBODY, all_of
from services.user_list.sorting import Order
from tests.support.clock import MovableClock

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("Ada Lovelace", "ada byron", "Grace Hopper", "Zoë Müller", "李小明", "Alan Turing")


@pytest.fixture
def listed(database: Database, ledger: Any, clock: MovableClock) -> UserList:
    return UserList(
        clock=clock, ledger=ledger, plans=Plans(catalog=load_plans(), clock=clock), usage=UsageService(database)
    )


@pytest.fixture
async def people(database: Database) -> list[str]:
    """Their ids, the oldest first. Balances and moments are alike of several, and unknown of some."""
    await database["users"].delete_many({})
    ids = []
    for number, name in enumerate(NAMES):
        figures = {"available": Int64(number // 2), "spent": Int64(7), "seq": Int64(1), "plan_id": "free", "at": BEGIN}
        document = {
            "_id": f"usr_{number:026}",
            "email": f"{chr(102 - number)}{number}@example.com",
            "name": name,
            **name_forms(name).to_document(),
            "password_hash": None,
            "role": "user",
            "status": "active",
            "wallet_id": new_id("wal"),
            "created_at": BEGIN + timedelta(days=number // 2),
            "last_seen_at": BEGIN + timedelta(days=number // 3) if number % 2 else None,
            "figures": figures if number else None,
        }
        await database["users"].insert_one(document)
        ids.append(document["_id"])
    return ids


async def read(listed: UserList, sort: UserSort = UserSort.NEWEST, size: int = 100, **asked: Any) -> list[int]:
    """All pages, as the numbers of the users."""
    found, after = list[int](), None
    while True:
        page = await listed.page(
            asked.get("wanted", EVERYBODY), asked.get("search"), sort, PageRequest(first=size, after=after)
        )
        found += [int(row.user.id.removeprefix("usr_")) for row in page.rows]
        if not page.has_next:
            return found
        after = page.rows[-1].position


ORDERS = {
    UserSort.NEWEST: [5, 4, 3, 2, 1, 0],
    UserSort.OLDEST: [0, 1, 2, 3, 4, 5],
    UserSort.LAST_SEEN: [5, 3, 1, 4, 2, 0],
    UserSort.NAME: [1, 0, 5, 2, 3, 4],
    UserSort.EMAIL: [5, 4, 3, 2, 1, 0],
    UserSort.BALANCE: [5, 4, 3, 2, 1, 0],
    UserSort.SPENT: [5, 4, 3, 2, 1, 0],
}


@pytest.mark.parametrize("sort", UserSort)
@pytest.mark.parametrize("size", [1, 2, 4])
async def test_pages_of_any_size_give_everybody_once_and_in_order(listed, people, sort, size):
    assert await read(listed, sort, size) == ORDERS[sort]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ada", [1, 0]),
        ("ADA LOVE", [0]),
        ("love ada", [0]),
        ("ada ada", [1, 0]),
        ("lace", []),
        ("zoë", [3]),
        ("\uff2d\u00dcLL", [3]),  # a wide M
        ("小明", [4]),
        ("b4@exam", [4]),
        ("b4@EXAMPLE.com", [4]),
        ("usr_00000000000000000000000002", [2]),
        ("  ", [5, 4, 3, 2, 1, 0]),
        (".*", []),
        ("^a", [5, 1, 0]),  # marks are no part of a name
        ('{"$gt": ""}', []),
    ],
)
async def test_searches_find_by_id_address_and_words_of_the_name(listed, people, search, found):
    assert await read(listed, search=search) == found


async def test_a_search_has_bounds(listed, people):
    for search in ("x" * 101, " ".join("abcdefghijk")):
        with pytest.raises(InvalidInputError):
            await read(listed, search=search)


async def test_filters_go_together(listed, people, database):
    await database["users"].update_one({"_id": people[1]}, {"$set": {"role": "admin", "email_verified_at": BEGIN}})
    await database["users"].update_one({"_id": people[2]}, {"$set": {"status": "suspended"}})
    pro = {"figures.plan_id": "pro", "figures.plan_until": datetime(2030, 1, 1, tzinfo=UTC)}
    await database["users"].update_one({"_id": people[3]}, {"$set": pro})
    over = {"figures.plan_id": "pro", "figures.plan_until": BEGIN}
    await database["users"].update_one({"_id": people[4]}, {"$set": over})
    cases = [
        (UserFilter(role=Role.ADMIN), [1]),
        (UserFilter(role=Role.USER, status=UserStatus.SUSPENDED), [2]),
        (UserFilter(role=Role.ADMIN, status=UserStatus.SUSPENDED), []),
        (UserFilter(verified=True), [1]),
        (UserFilter(verified=False), [5, 4, 3, 2, 0]),
        (UserFilter(plan_id="pro"), [3]),
        (UserFilter(plan_id="free"), [5, 4, 2, 1, 0]),
        (UserFilter(created_since=BEGIN + timedelta(days=1), created_until=BEGIN + timedelta(days=2)), [3, 2]),
        (UserFilter(available_least=1, available_most=1), [3, 2]),
        (UserFilter(available_least=2), [5, 4]),
    ]
    for wanted, found in cases:
        assert await read(listed, size=1, wanted=wanted) == found, wanted
    assert await read(listed, UserSort.BALANCE, wanted=UserFilter(verified=False), search="ada") == [0]


@pytest.mark.parametrize("after", ["", "x", "usr_00000000000000000000000002", "usr_00000000000000000000000002~x"])
async def test_what_is_no_cursor_is_refused(listed, people, after):
    with pytest.raises(InvalidInputError) as refused:
        await listed.page(EVERYBODY, None, UserSort.BALANCE, PageRequest(first=1, after=after))
    assert refused.value.field == "after"


@pytest.mark.parametrize("number", ["9" * 19, "-" + "9" * 19, "9" * 18])
async def test_a_moment_that_there_is_not_is_no_cursor(listed, people, number):
    with pytest.raises(InvalidInputError):
        await listed.page(EVERYBODY, None, UserSort.NEWEST, PageRequest(first=1, after=f"{people[0]}~{number}"))


def stages(plan: dict[str, Any]) -> set[str]:
    inner = plan.get("inputStages") or [plan[name] for name in ("inputStage", "queryPlan") if name in plan]
    return {str(plan.get("stage"))}.union(*map(stages, inner))


QUERIES = {
    "by address": {"email": "a@example.com"},
    "by a guest's device": {"guest.device_hash": "0" * 64},
    "a search": search_query("ada lovelace"),
    "a search by balance": search_query("ada"),
}


@pytest.mark.parametrize("name", QUERIES)
async def test_lookups_use_an_index(database, people, name):
    explained = await database.command("explain", {"find": "users", "filter": QUERIES[name]}, verbosity="queryPlanner")
    assert "COLLSCAN" not in stages(explained["queryPlanner"]["winningPlan"])


@pytest.mark.parametrize("sort", UserSort)
async def test_a_page_far_in_begins_where_its_index_has_it(database, listed, people, sort):
    order = Order.of(sort)
    row = await database["users"].find_one({"_id": people[3]})
    parts = [order.sorted_ones, await listed._behind(order, order.position(row))]
    asked = {"find": "users", "filter": all_of(parts), "sort": dict(order.keys), "limit": 2}
    plan = (await database.command("explain", asked, verbosity="queryPlanner"))["queryPlanner"]["winningPlan"]
    assert stages(plan) & {"COLLSCAN", "SORT"} == set()


async def test_a_new_name_is_found_and_the_old_one_is_not(identity, listed, database):
    await database["users"].delete_many({})
    signed_in = await identity.register("ada@example.com", "a long enough passphrase", "Ada Lovelace")
    (row,) = (await listed.page(EVERYBODY, "lovelace", UserSort.NEWEST, PageRequest(first=5))).rows
    assert (row.user.id, row.user.last_seen_at) == (signed_in.account.id, signed_in.account.created_at)
    assert (await User.get(row.user.id)).name_folded == "ada lovelace"
