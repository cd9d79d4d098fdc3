"""F2: a bulk grant reaches each user of its filter once, whatever dies on the way, and nobody else."""

import asyncio
from datetime import timedelta

import pytest
from bson.int64 import Int64

from models.admin_action import AdminAction
from models.bulk_grant import BulkGrant, BulkGrantStatus
from models.ids import new_id
from models.user import User
from services.admin.actions import AdminActions
from services.bulk_grants import BulkGrantOrder, BulkGrants, runner
from services.bulk_grants.errors import BulkGrantEndedError, TooManyUsersError
from services.errors import InvalidInputError
from services.ledger import GrantSource, Ledger
from services.ledger.audit import audit_ledger
from services.ledger.errors import IdempotencyConflictError
from services.user_list import UserFilter
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"
USERS = 5


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch) -> None:
    monkeypatch.setattr(runner, "USERS_AT_ONCE", 2)


@pytest.fixture
async def people(database, clock) -> list[User]:
    for name in ("users", "bulk_grants", "admin_actions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    found = [await person(clock) for _ in range(USERS)]
    return sorted(found, key=lambda user: user.id)


async def person(clock, **values) -> User:
    user = User(email=f"{new_id('a')}@example.com", name="A", password_hash=None, created_at=clock(), **values)
    await user.insert()
    return user


@pytest.fixture
def bulk_grants(ledger, clock) -> BulkGrants:
    return BulkGrants(ledger=ledger, actions=AdminActions(clock), clock=clock)


def order(**changes) -> BulkGrantOrder:
    values = {"wanted": UserFilter(), "amount": 7, "expires_at": None, "most_users": 100, "reason": "A present"}
    return BulkGrantOrder(**(values | changes))


async def holdings(ledger, people: list[User]) -> list[int]:
    return [(await ledger.balance(user.wallet_id)).available for user in people]


async def only() -> BulkGrant:
    (row,) = await BulkGrant.find_all().to_list()
    return row


async def rows() -> list[tuple[str, str | None, object]]:
    found = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.outcome, row.after) for row in found]


def ended(status: str, users: int) -> dict[str, object]:
    return {"status": status, "users": users, "tokens": 7 * users, "refused": 0}


async def test_everybody_gets_it_once_and_the_row_says_how_many(bulk_grants, ledger, people, database):
    assert (await bulk_grants.preview(UserFilter(), 7)).tokens == 35
    begun = await bulk_grants.start(ADMIN, order(), "k")
    assert (begun.expected_users, begun.granted, await holdings(ledger, people)) == (5, 0, [0] * 5)
    assert await bulk_grants.sweep() == 5
    assert await bulk_grants.sweep() == 0
    again = await bulk_grants.start(ADMIN, order(), "k")
    assert (again.id, again.status, again.granted) == (begun.id, BulkGrantStatus.DONE, 5)
    assert await holdings(ledger, people) == [7] * 5
    assert await rows() == [("start_bulk_grant", "done", ended("done", 5))]
    assert (await audit_ledger(database)).findings == []


async def test_one_key_begins_one_thing(bulk_grants, people):
    begun = await asyncio.gather(*(bulk_grants.start(ADMIN, order(), "k") for _ in range(4)))
    assert len({each.id for each in begun}) == 1
    with pytest.raises(IdempotencyConflictError):
        await bulk_grants.start(ADMIN, order(amount=8), "k")
    assert len(await rows()) == 1


async def test_it_is_for_whom_the_filter_matches_when_it_begins(bulk_grants, ledger, clock, people):
    verified, suspended, *_ = people
    await verified.set({"email_verified_at": clock()})
    await suspended.set({"email_verified_at": clock(), "status": "suspended"})
    begun = await bulk_grants.start(ADMIN, order(wanted=UserFilter(verified=True)), "k")
    clock.move(seconds=1)
    late = await person(clock, email_verified_at=clock())
    assert begun.expected_users == 1
    await bulk_grants.sweep()
    assert await holdings(ledger, [*people, late]) == [7, 0, 0, 0, 0, 0]


async def test_more_users_than_the_admin_allowed_get_nothing(bulk_grants, ledger, people):
    with pytest.raises(TooManyUsersError):
        await bulk_grants.start(ADMIN, order(most_users=4), "k")
    assert (await rows(), await BulkGrant.count()) == ([], 0)
    assert (await bulk_grants.start(ADMIN, order(most_users=5), "k")).expected_users == 5


@pytest.mark.parametrize("step", range(1, 16))
async def test_killed_anywhere_others_go_on_and_nobody_has_it_twice(bulk_grants, ledger, clock, people, step):
    """The steps: row, bulk grant; then its lease, two grants and their count, and so on; then the ends."""
    killed = True
    try:
        with kill_switch(step) as switch:
            await bulk_grants.start(ADMIN, order(), "k")
            await bulk_grants.sweep()
            killed = switch.dead
    except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
        print(step, type(error).__name__, switch.steps)
    clock.move(minutes=2)
    await bulk_grants.complete(100)
    await bulk_grants.sweep()
    row = await only()
    assert killed
    assert await holdings(ledger, people) == [7] * 5
    assert (row.status, row.granted, row.refused) == (BulkGrantStatus.DONE, 5, 0)
    assert await rows() == [("start_bulk_grant", "done", ended("done", 5))]


async def test_two_servers_share_the_work(bulk_grants, ledger, clock, people):
    await bulk_grants.start(ADMIN, order(), "k")
    other = BulkGrants(ledger=ledger, actions=AdminActions(clock), clock=clock)
    assert sum(await asyncio.gather(bulk_grants.sweep(), other.sweep())) == 5
    assert await holdings(ledger, people) == [7] * 5


async def test_one_that_is_cancelled_grants_nobody_further(bulk_grants, ledger, clock, people):
    begun = await bulk_grants.start(ADMIN, order(), "k")
    with kill_switch(4), pytest.raises(BaseException):  # noqa: B017, PT011 - as a process ends: two have it by then
        await bulk_grants.sweep()
    stopped = await bulk_grants.cancel("usr_other", begun.id, "The wrong ones")
    assert stopped.status is BulkGrantStatus.CANCELLING
    clock.move(minutes=2)
    assert await bulk_grants.sweep() == 0
    assert (await only()).status is BulkGrantStatus.CANCELLED
    assert await holdings(ledger, people) == [7, 7, 0, 0, 0]
    assert await rows() == [
        ("start_bulk_grant", "done", ended("cancelled", 2)),
        ("cancel_bulk_grant", "done", {"status": "cancelling"}),
    ]
    with pytest.raises(BulkGrantEndedError):
        await bulk_grants.cancel("usr_other", begun.id, "Once more")
    assert len(await rows()) == 2


async def test_cancelled_after_the_last_user_and_before_its_end_it_ends_as_cancelled(
    bulk_grants, ledger, people, monkeypatch
):
    begun = await bulk_grants.start(ADMIN, order(), "k")
    found = runner.Runner._next

    async def then_cancelled(self, bulk):
        users = await found(self, bulk)
        if not users and bulk.status is BulkGrantStatus.RUNNING:
            await bulk_grants.cancel("usr_other", begun.id, "Too late for all but the record")
        return users

    monkeypatch.setattr(runner.Runner, "_next", then_cancelled)
    assert await bulk_grants.sweep() == 5
    assert ((await only()).status, (await only()).lease_token) == (BulkGrantStatus.CANCELLED, None)
    assert await holdings(ledger, people) == [7] * 5
    assert await rows() == [
        ("start_bulk_grant", "done", ended("cancelled", 5)),
        ("cancel_bulk_grant", "done", {"status": "cancelling"}),
    ]


async def test_one_that_ends_while_it_is_being_cancelled_is_done_and_the_admin_is_told(
    bulk_grants, people, monkeypatch
):
    begun = await bulk_grants.start(ADMIN, order(), "k")
    begin = AdminActions.begin

    async def then_ended(self, *values, **named):
        row = await begin(self, *values, **named)
        assert await bulk_grants.sweep() == 5
        return row

    monkeypatch.setattr(AdminActions, "begin", then_ended)
    with pytest.raises(BulkGrantEndedError):
        await bulk_grants.cancel("usr_other", begun.id, "Too late")
    assert (await only()).status is BulkGrantStatus.DONE
    assert [row[:2] for row in await rows()] == [
        ("start_bulk_grant", "done"),
        ("cancel_bulk_grant", "BULK_GRANT_ENDED"),
    ]


async def test_a_wallet_that_cannot_take_it_is_counted_and_left(bulk_grants, ledger, people):
    await ledger.grant(people[1].wallet_id, "payment:p", source=GrantSource.PURCHASE, amount=2**63 - 1, reference="p")
    await bulk_grants.start(ADMIN, order(), "k")
    assert await bulk_grants.sweep() == 4
    row = await only()
    assert (row.granted, row.refused, row.status) == (4, 1, BulkGrantStatus.DONE)


async def test_a_damaged_wallet_keeps_nobody_waiting(bulk_grants, ledger, database, clock, people):
    other = Ledger(database, clock)  # apart, so that the one under test has not read the wallet before
    other.start()
    await other.grant(people[1].wallet_id, "w", source=GrantSource.WELCOME, amount=1)
    await other.stop()
    damage = {"$set": {"state.grants": [{}]}}
    entries = database["ledger_entries"]
    await entries.update_one({"wallet": people[1].wallet_id}, damage, bypass_document_validation=True)
    await bulk_grants.start(ADMIN, order(), "k")
    await bulk_grants.start(ADMIN, order(), "next")
    assert await bulk_grants.sweep() == 8
    whole = [person for person in people if person is not people[1]]
    assert await holdings(ledger, whole) == [14] * 4
    assert [(row.granted, row.refused) async for row in BulkGrant.find_all()] == [(4, 1)] * 2


async def test_what_would_be_lost_at_once_is_not_given(bulk_grants, ledger, clock, people):
    with pytest.raises(InvalidInputError):
        await bulk_grants.start(ADMIN, order(expires_at=clock()), "k")
    begun = await bulk_grants.start(ADMIN, order(expires_at=clock() + timedelta(hours=1)), "k")
    clock.move(hours=2)
    assert await bulk_grants.sweep() == 0
    assert (await BulkGrant.get(begun.id)).status is BulkGrantStatus.CANCELLED
    assert await holdings(ledger, people) == [0] * 5


async def test_what_was_asked_is_kept_as_it_was_said(bulk_grants, people, clock):
    wanted = UserFilter(verified=False, available_least=0, created_since=clock() - timedelta(days=1), plan_id="free")
    await bulk_grants.start(ADMIN, order(wanted=wanted), "k")
    stored = (await only()).filter
    assert {**stored, "available_least": type(stored["available_least"])} == {
        "verified": False,
        "available_least": Int64,
        "created_since": clock() - timedelta(days=1),
        "plan_id": "free",
    }
