"""Events are read off what is stored, each at least once, whichever server reads."""

from collections.abc import Collection
from typing import Any

import pytest
from pymongo.errors import OperationFailure

from database.setup import Database
from models.admin_action import AdminAction
from models.ids import new_id
from models.outgoing_event import OutgoingEvent
from models.stream_position import StreamPosition
from models.user import User
from services.admin.actions import AdminActions
from services.events import EventRecorder, EventTail
from services.events import tail as tail_module
from services.events.positions import LEASE
from services.identity.suspension import Suspensions
from services.ledger import GrantSource, Ledger
from tests.support.clock import MovableClock


class Wallets:
    """What is told of wallets; it fails as often as it is told to."""

    def __init__(self) -> None:
        self.seen: list[set[str]] = []
        self.failures = 0

    async def look(self, wallets: Collection[str]) -> None:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("killed")
        self.seen.append(set(wallets))


class NoDeliveries:
    async def route(self, _: object) -> None:
        return


@pytest.fixture
def wallets() -> Wallets:
    return Wallets()


@pytest.fixture
async def tail(database: Database, clock: MovableClock, wallets: Wallets) -> EventTail:
    for model in (AdminAction, OutgoingEvent, StreamPosition, User):
        await model.get_pymongo_collection().delete_many({})
    tail = new_tail(database, clock, wallets)
    await tail.catch_up()  # what happened before is told to nobody
    return tail


def new_tail(database: Database, clock: MovableClock, wallets: Wallets) -> EventTail:
    return EventTail(database, EventRecorder(NoDeliveries(), clock), wallets, clock)


async def make_user(clock: MovableClock, **values: Any) -> User:
    user = User(email=f"{new_id('u')}@example.com", name="Ada", password_hash=None, created_at=clock(), **values)
    await user.insert()
    return user


async def told() -> list[str]:
    return sorted([row["type"] async for row in OutgoingEvent.get_pymongo_collection().find({})])


async def test_what_is_written_after_the_beginning_is_told_once(tail, clock):
    user = await make_user(clock)
    await tail.catch_up()
    await user.set({"name": "Grace"})
    await tail.catch_up()
    (event,) = await OutgoingEvent.find_all().to_list()
    assert (event.type, event.at, event.data) == (
        "user.created",
        clock(),
        {"userId": user.id, "walletId": user.wallet_id},
    )
    assert (event.route_due_at, event.expires_at) == (None, None)
    assert "Ada" not in event.model_dump_json()


async def test_what_began_before_the_beginning_is_not_told(tail, clock):
    user = await make_user(clock, welcome_granted=True)
    await User.get_pymongo_collection().update_one({"_id": user.id}, {"$set": {"created_at": clock.move(days=-1)}})
    clock.move(days=1)
    await tail.catch_up()
    assert await told() == []


async def test_what_happened_while_no_server_ran_is_told_by_the_next(database, clock, wallets, tail):
    await make_user(clock)
    other = new_tail(database, clock, wallets)
    assert await other.catch_up()
    assert await told() == ["user.created"]


async def test_a_server_that_died_before_the_effect_leaves_it_to_another(database, clock, wallets, tail, ledger):
    wallet = new_id("wal")
    await ledger.grant(wallet, "test:1", source=GrantSource.ADMIN, amount=10)
    wallets.failures = 1
    with pytest.raises(RuntimeError):
        await tail.catch_up()
    assert wallets.seen == []
    await new_tail(database, clock, wallets).catch_up()
    assert wallets.seen == [{wallet}]


async def test_one_server_reads_at_a_time_and_another_once_its_lease_has_ended(database, clock, wallets, tail):
    position = await tail._positions.take()  # and the server dies
    assert position is not None
    await make_user(clock)
    other = new_tail(database, clock, wallets)
    assert not await other.catch_up()
    assert await told() == []
    clock.move(seconds=LEASE.total_seconds())
    assert await other.catch_up()
    assert await told() == ["user.created"]


async def test_wallets_are_looked_at_when_tokens_come_or_go_and_not_when_they_are_merely_held(
    tail, clock, wallets, ledger: Ledger
):
    wallet = new_id("wal")
    await ledger.grant(wallet, "test:1", source=GrantSource.ADMIN, amount=10)
    await tail.catch_up()
    await ledger.hold(wallet, "test:2", hold_id="h1", amount=5, expires_at=clock.now.replace(year=2027))
    await ledger.release(wallet, "h1")
    await tail.catch_up()
    assert wallets.seen == [{wallet}]
    await ledger.spend(wallet, "test:3", amount=5)
    await tail.catch_up()
    assert wallets.seen == [{wallet}, {wallet}]


async def test_a_suspension_and_its_end_are_told(tail, clock):
    user = await make_user(clock)
    suspensions = Suspensions(AdminActions(clock))
    await suspensions.suspend("usr_admin", user.id, "spam")
    await suspensions.activate("usr_admin", user.id, "sorry")
    await tail.catch_up()
    assert await told() == ["user.activated", "user.created", "user.suspended"]
    rows = await OutgoingEvent.find({"type": "user.suspended"}).to_list()
    assert [row.data for row in rows] == [{"userId": user.id}]  # nothing of the admin's words


async def test_a_document_that_cannot_be_read_keeps_no_other_waiting_and_is_tried_again(database, clock, wallets, tail):
    users = User.get_pymongo_collection()
    broken = await make_user(clock)
    await users.update_one({"_id": broken.id}, {"$unset": {"wallet_id": ""}})
    await make_user(clock)
    await tail.catch_up()
    assert await told() == ["user.created"]
    await users.update_one({"_id": broken.id}, {"$set": {"wallet_id": broken.wallet_id}})
    await new_tail(database, clock, wallets).catch_up()
    assert await told() == ["user.created", "user.created"]
    position = await StreamPosition.get("events")
    assert position is not None
    assert position.again == []


async def test_when_the_stream_is_lost_everything_is_looked_at(tail, clock, wallets, monkeypatch):
    monkeypatch.setattr(tail_module, "WALK_ROWS", 2)
    users = [await make_user(clock) for _ in range(3)]
    watch = tail._watch

    async def lost(token: object) -> object:
        if token is not None:
            raise OperationFailure("ChangeStreamHistoryLost", 286)
        return await watch(None)

    monkeypatch.setattr(tail, "_watch", lost)
    await tail.catch_up()
    assert await told() == ["user.created"] * 3
    assert set.union(*wallets.seen) == {user.wallet_id for user in users}
