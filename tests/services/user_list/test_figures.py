"""What lists are sorted by follows the ledger, and never goes back."""

from datetime import timedelta

import pytest
from bson.int64 import Int64
from bson.objectid import ObjectId

from models.ids import new_id
from models.user import Role, User
from services.catalog.plans import load_plans
from services.ledger import GrantSource
from services.ledger.object_ids import new_object_id
from services.subscriptions import Plans
from services.user_list import figures
from services.user_list.figures import FigureKeeper


@pytest.fixture
async def keeper(database, ledger, clock) -> FigureKeeper:
    for name in ("users", "scheduled_runs", "ledger_entries"):
        await database[name].delete_many({})
    return FigureKeeper(database, ledger=ledger, plans=Plans(catalog=load_plans(), clock=clock), clock=clock)


async def person(clock, **values) -> User:
    values = {"email": f"{new_id('a')}@example.com", "name": "Ada Lovelace", "name_folded": "x"} | values
    user = User(password_hash=None, created_at=clock(), **values)
    await user.insert()
    return user


async def of(user: User) -> tuple[int, int, int] | None:
    found = (await User.get(user.id)).figures
    return None if found is None else (int(found.available), int(found.spent), int(found.seq))


async def sweep(keeper: FigureKeeper, clock) -> int:
    clock.move(seconds=10)
    return await keeper.sweep()


async def test_they_follow_grants_and_spends(keeper, ledger, clock):
    ada, bob = await person(clock), await person(clock)
    assert await sweep(keeper, clock) == 2
    assert (await of(ada), await of(bob)) == ((0, 0, 0), (0, 0, 0))
    await ledger.grant(ada.wallet_id, "welcome:a", source=GrantSource.WELCOME, amount=100)
    await ledger.spend(ada.wallet_id, "s", amount=30)
    assert await sweep(keeper, clock) == 1
    assert (await of(ada), await of(bob)) == ((70, 30, 2), (0, 0, 0))
    assert (await User.get(ada.id)).figures.at == clock()
    assert await sweep(keeper, clock) == 0


async def test_what_only_expired_is_met_on_the_way_round(keeper, ledger, clock, monkeypatch):
    monkeypatch.setattr(figures, "ROUND_AT_ONCE", 1)
    people = [await person(clock) for _ in range(3)]
    soon = clock() + timedelta(hours=1)
    for user in people:
        await ledger.grant(user.wallet_id, "p", source=GrantSource.PROMO, amount=5, expires_at=soon)
    await sweep(keeper, clock)
    clock.move(hours=2)
    for _ in range(4):
        await keeper._go_round((await keeper._take() or {"outcome": {}})["outcome"].get("round_after", ""))
        clock.move(seconds=10)
    assert [await of(user) for user in people] == [(0, 0, 1)] * 3


async def test_one_server_at_a_time_has_the_work(keeper, database, ledger, clock):
    ada = await person(clock)
    await keeper.sweep()
    await ledger.grant(ada.wallet_id, "welcome:a", source=GrantSource.WELCOME, amount=100)
    assert await keeper.sweep() == 0
    assert await sweep(keeper, clock) == 1


async def test_figures_never_go_back_to_an_earlier_entry(keeper, database, clock):
    ada = await person(clock)
    newer = {"available": Int64(9), "spent": Int64(9), "seq": Int64(7), "plan_id": "free", "at": clock()}
    await database["users"].update_one({"_id": ada.id}, {"$set": {"figures": newer}})
    assert await sweep(keeper, clock) == 0
    assert await of(ada) == (9, 9, 7)


async def test_names_from_before_get_their_forms(keeper, database, clock):
    ada = await person(clock, name_folded=None)
    guest = await person(clock, email=None, name="Guest", role=Role.GUEST, name_folded=None)
    await sweep(keeper, clock)
    stored = [await User.get(user.id) for user in (ada, guest)]
    assert [(user.name_folded, user.name_words) for user in stored] == [
        ("ada lovelace", ["ada", "lovelace"]),
        ("guest", []),
    ]


async def test_a_wallet_of_nobody_is_passed_over(keeper, ledger, clock):
    await ledger.grant("wal_of_a_team", "welcome:a", source=GrantSource.WELCOME, amount=100)
    assert await sweep(keeper, clock) == 0


def test_ids_of_entries_tell_their_time():
    before = ObjectId().generation_time
    assert before <= new_object_id().generation_time <= ObjectId().generation_time
