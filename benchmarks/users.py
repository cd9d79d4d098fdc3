"""Pages of users for admins, with very many of them: each sort, each search, the first page and one far in."""

import random
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo import AsyncMongoClient

from benchmarks.measuring import Operation, print_samples, take
from benchmarks.stand import Stand
from database.client import connect
from database.setup import Database, set_up
from models.ids import new_id
from models.user import Role, UserStatus
from services.catalog.plans import load_plans
from services.clock import system_clock
from services.identity.name_forms import name_forms
from services.ledger import Ledger
from services.paging import PageRequest
from services.subscriptions import Plans
from services.usage import UsageService
from services.user_list import UserFilter, UserList, UserSort
from services.user_list.service import EVERYBODY
from services.user_list.sorting import Order

__all__ = ["users"]

USERS = 1_000_000
BATCH = 5_000
PAGE = 50
FAR_IN = USERS // 2
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_NEVER = datetime(2100, 1, 1, tzinfo=UTC)
_FIRST_NAMES = ("Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Ken", "Lynn", "Tim", "小明", "Zoë")
_LAST_NAMES = ("Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Perlman", "Thompson", "Conway", "Lee")
_WELCOME = 10_000
_SPEND, _PAY, _VERIFIED, _SUSPENDED, _SEEN = 0.6, 0.02, 0.7, 0.002, 0.8
"""Which part of all did so."""
_EACH_ADMIN = 200_000


async def users(stand: Stand) -> None:
    """A page of 50 of a million users, as `users` reads it from the database: by each sort, by search, far in."""
    settings = stand.settings(new_id("bench"))
    async with connect(settings) as client:
        database = client[settings.mongodb_database]
        await set_up(database)
        await _fill(stand, database)
        listed = _listed(database)
        for name, operation in (await _operations(listed, database)).items():
            print_samples(f"users_{name}", 1, {"ours": [await take(stand, operation, 1) for _ in range(stand.rounds)]})
        await client.drop_database(database)


def _listed(database: Database) -> UserList:
    plans = Plans(catalog=load_plans(None), clock=system_clock)
    return UserList(
        clock=system_clock, ledger=Ledger(database, system_clock), plans=plans, usage=UsageService(database)
    )


async def _operations(listed: UserList, database: Database) -> dict[str, Operation]:
    far_in = {sort: await _far_in(database, sort) for sort in UserSort}
    suspended, admins = UserFilter(status=UserStatus.SUSPENDED), UserFilter(role=Role.ADMIN)

    def page(
        sort: UserSort, wanted: UserFilter = EVERYBODY, search: str | None = None, after: str | None = None
    ) -> Operation:
        return lambda _: listed.page(wanted, search, sort, PageRequest(first=PAGE, after=after))

    first = {f"first_by_{sort.value}": page(sort) for sort in UserSort}
    further = {f"far_in_by_{sort.value}": page(sort, after=after) for sort, after in far_in.items()}
    return {
        **first,
        **further,
        "search_for_an_address": page(UserSort.NEWEST, search="user-00012345"),
        "search_for_addresses": page(UserSort.NEWEST, search="user-000123"),
        "search_for_a_rare_name": page(UserSort.NEWEST, search="grace number777777"),
        "search_for_a_common_name": page(UserSort.NEWEST, search="gra hop"),
        "search_by_balance": page(UserSort.BALANCE, search="lovel"),
        "suspended": page(UserSort.NEWEST, suspended),
        "suspended_by_balance": page(UserSort.BALANCE, suspended),
        "admins_by_name": page(UserSort.NAME, admins),
        "of_a_plan": page(UserSort.NEWEST, UserFilter(plan_id="pro")),
        "of_a_plan_by_spent": page(UserSort.SPENT, UserFilter(plan_id="pro")),
        "unverified": page(UserSort.NEWEST, UserFilter(verified=False)),
        "rich": page(UserSort.NEWEST, UserFilter(available_least=90_000)),
    }


async def _far_in(database: Database, sort: UserSort) -> str:
    order = Order.of(sort)
    row = await database["users"].find_one(order.sorted_ones, sort=order.keys, skip=FAR_IN)
    if row is None:
        raise AssertionError("there are too few users")
    return order.position(row)


async def _fill(stand: Stand, database: Database) -> None:
    """Users as sign-ups make them, with figures: most hold their welcome, some were suspended, a few pay."""
    began = time.monotonic()
    await database["users"].drop_indexes()  # in one go, afterwards, they cost less than user by user
    dice = random.Random(1)
    batch: list[dict[str, Any]] = []
    for number in range(USERS):
        batch.append(_user(dice, number))
        if len(batch) == BATCH:
            await database["users"].insert_many(batch, ordered=False)
            batch = []
    filled = time.monotonic()
    async with AsyncMongoClient[dict[str, Any]](stand.uri) as patient:  # without a time limit
        await set_up(patient[database.name])
    await set_up(database)
    sizes = await database.command("collStats", "users")
    print(
        f"  {sizes['count']} users of {sizes['avgObjSize']} bytes in {filled - began:.0f} s, their indexes in "
        f"{time.monotonic() - filled:.0f} s: {sizes['totalIndexSize'] / sizes['count']:.0f} bytes a user",
        flush=True,
    )


def _user(dice: random.Random, number: int) -> dict[str, Any]:
    created = _BEGIN + timedelta(seconds=10 * number)
    name = f"{dice.choice(_FIRST_NAMES)} {dice.choice(_LAST_NAMES)} Number{number}"
    spent = dice.randrange(_WELCOME) if dice.random() < _SPEND else 0
    pays = dice.random() < _PAY
    figures = {
        "available": Int64(_WELCOME - spent + (dice.randrange(10**6) if pays else 0)),
        "spent": Int64(spent),
        "seq": Int64(3),
        "plan_id": "pro" if pays else "free",
        "plan_until": _NEVER if pays else None,
        "at": created,
    }
    return {
        "_id": new_id("usr"),
        "email": f"user-{number:08}@example.com",
        "email_verified_at": created if dice.random() < _VERIFIED else None,
        "name": name,
        **name_forms(name).to_document(),
        "password_hash": "$argon2id$v=19$m=19456,t=2,p=1$" + 65 * "a",
        "role": "admin" if number % _EACH_ADMIN == 0 else "user",
        "status": "suspended" if dice.random() < _SUSPENDED else "active",
        "wallet_id": new_id("wal"),
        "referral_code": f"R{number:08}",
        "welcome_granted": True,
        "created_at": created,
        "last_seen_at": created + timedelta(seconds=dice.randrange(10**7)) if dice.random() < _SEEN else None,
        "token_version": 0,
        "figures": figures,
    }
