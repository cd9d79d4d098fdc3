"""Refills of users: the settings' terms and an admin's, the sweeper, and what an answer says."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.admin_action import AdminAction
from models.ids import new_id
from models.user import Role, User, UserStatus
from models.user_refill import RefillChoice, RefillMode, RefillUnit
from services.admin.actions import AdminActions
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger import Ledger
from services.ledger.audit import audit_ledger
from services.refills import Refills
from services.refills.choosing import RefillOrder

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
ON: dict[str, Any] = {"refill_enabled": True, "refill_unit": "days", "refill_amount": 50}


@pytest.fixture(autouse=True)
async def emptied(database):
    await database["users"].delete_many({})


@pytest.fixture
def refills_with(settings, clock, ledger):
    def build(other: Ledger | None = None, **changes: Any) -> Refills:
        changed = settings.model_copy(update={**ON, **changes})
        return Refills(settings=changed, clock=clock, ledger=other or ledger, actions=AdminActions(clock))

    return build


async def sign_up(clock, **values: Any) -> User:
    values = {"email": f"{new_id('m')}@example.com", "name": "Ada", "password_hash": None, **values}
    return await User(created_at=clock.now, **values).insert()


def viewer(user: User) -> Viewer:
    return Viewer(user.id, user.wallet_id, user.role, "ses_1")


def own(**values: Any) -> RefillOrder:
    return RefillOrder(RefillChoice.OWN, "A partner.", **values)


async def test_the_first_refill_comes_an_interval_after_the_sign_up(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    assert (await refills.of(viewer(user))).next_refill_at == START + DAY
    await refills.sweep(100)
    clock.move(hours=23, minutes=59, seconds=59)
    await refills.sweep(100)
    assert (await ledger.balance(user.wallet_id)).seq == 0
    clock.move(seconds=1)
    await refills.sweep(100)
    await refills.sweep(100)
    standing = await refills.of(viewer(user))
    assert (standing.last_refill_at, standing.next_refill_at) == (START + DAY, START + 2 * DAY)
    balance = await ledger.balance(user.wallet_id)
    assert (balance.free, balance.seq) == (50, 1)


async def test_missed_intervals_bring_one_refill_and_not_many(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with(refill_mode="add")
    await refills.sweep(100)
    clock.move(days=5, hours=6)
    await refills.sweep(100)
    standing = await refills.of(viewer(user))
    assert (standing.last_refill_at, standing.next_refill_at) == (START + 5 * DAY, START + 6 * DAY)
    assert (await ledger.balance(user.wallet_id)).free == 50


async def test_adding_stops_at_the_cap(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with(refill_mode="add", refill_cap=120)
    await refills.sweep(100)
    totals = []
    for _ in range(4):
        clock.move(days=1)
        await refills.sweep(100)
        totals.append((await ledger.balance(user.wallet_id)).free)
    assert totals == [50, 100, 120, 120]


async def test_resetting_adds_what_was_spent_and_an_idle_wallet_gets_no_entry(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    await refills.sweep(100)
    clock.move(days=1)
    await refills.sweep(100)
    await ledger.spend(user.wallet_id, "s", amount=20)
    clock.move(days=1)
    await refills.sweep(100)
    clock.move(days=1)
    await refills.sweep(100)
    balance = await ledger.balance(user.wallet_id)
    assert (balance.free, balance.seq) == (50, 3)
    assert (await refills.of(viewer(user))).next_refill_at == START + 4 * DAY


async def test_who_looks_between_two_sweeps_finds_what_fell_due(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    await refills.sweep(100)
    clock.move(days=1, seconds=-10)
    await refills.sweep(100)
    clock.move(seconds=10)
    assert (await ledger.balance(user.wallet_id)).free == 50


async def test_who_asks_for_the_standing_gets_what_is_due_first(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    await refills.sweep(100)
    clock.move(days=1)
    standings = await asyncio.gather(*(refills.of(viewer(user)) for _ in range(20)))
    assert {(each.last_refill_at, each.next_refill_at) for each in standings} == {(START + DAY, START + 2 * DAY)}
    assert (await ledger.balance(user.wallet_id)).seq == 1


async def test_two_servers_that_sweep_at_once_refill_once(refills_with, clock, ledger, database):
    other = Ledger(database, clock)
    other.start()
    both = [refills_with(), refills_with(other)]
    users = [await sign_up(clock) for _ in range(20)]
    await both[0].sweep(100)
    clock.move(days=1)
    await asyncio.gather(*(both[number % 2].sweep(100) for number in range(6)))
    await other.stop()
    balances = [await ledger.balance(user.wallet_id) for user in users]
    assert {(balance.free, balance.seq) for balance in balances} == {(50, 1)}
    report = await audit_ledger(database, ledger_only=True)
    assert report.clean, report.findings


@pytest.mark.parametrize(
    "values",
    [
        {"role": Role.GUEST},
        {"status": UserStatus.SUSPENDED},
        {"status": UserStatus.ERASED},
        {"status": UserStatus.MERGED},
    ],
)
async def test_guests_and_who_may_not_act_get_none(refills_with, clock, ledger, values):
    user, refills = await sign_up(clock, **values), refills_with()
    await refills.sweep(100)
    clock.move(days=1, seconds=-5)
    await refills.sweep(100)
    clock.move(seconds=5)
    await refills.sweep(100)
    assert (await ledger.balance(user.wallet_id)).seq == 0


async def test_who_is_gone_is_looked_at_once_and_never_again(refills_with, clock):
    user, refills = await sign_up(clock, status=UserStatus.ERASED), refills_with()
    await refills.sweep(100)
    clock.move(days=1)
    assert await refills.sweep(100) == 1
    clock.move(days=9)
    assert await refills.sweep(100) == 0
    stored = await User.get(user.id)
    assert stored is not None
    assert stored.refill.due_at is None


async def test_without_the_setting_there_is_nothing_and_users_are_left_alone(refills_with, clock, ledger, database):
    user, refills = await sign_up(clock), refills_with(refill_enabled=False)
    before = await database["users"].find_one({"_id": user.id})
    assert await refills.sweep(100) == 0
    standing = await refills.of(viewer(user))
    assert (standing.choice, standing.terms, standing.next_refill_at) == (RefillChoice.STANDARD, None, None)
    assert await database["users"].find_one({"_id": user.id}) == before


async def test_another_schedule_in_the_settings_counts_from_the_next_interval_on(refills_with, clock, ledger):
    user = await sign_up(clock)
    await refills_with().sweep(100)
    clock.move(hours=30)
    hourly = refills_with(refill_unit="hours", refill_interval=4)
    await hourly.sweep(100)
    assert (await hourly.of(viewer(user))).next_refill_at == START + timedelta(hours=32)
    off = refills_with(refill_enabled=False)
    await off.sweep(100)
    clock.move(hours=10)
    await off.sweep(100)
    assert (await ledger.balance(user.wallet_id)).seq == 0


async def test_an_admin_sets_terms_for_one_user_with_a_row(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with(refill_enabled=False)
    order = own(interval=2, unit=RefillUnit.WEEKS, amount=7, mode=RefillMode.ADD, cap=10, time_zone="Asia/Tokyo")
    standing = await refills.choose("usr_admin", user.id, order)
    assert (standing.next_refill_at, standing.terms.cap) == (START + 14 * DAY, 10)
    row = await AdminAction.find_one({"target_id": user.id})
    assert (row.action, row.admin_id, row.outcome) == ("set_auto_refill", "usr_admin", "done")
    assert (row.details["reason"], row.details["terms"]["amount"]) == ("A partner.", 7)
    clock.move(days=14)
    await refills.sweep(100)
    clock.move(days=14)
    await refills.sweep(100)
    assert (await ledger.balance(user.wallet_id)).free == 10


async def test_a_start_in_the_past_names_the_day_and_pays_nothing_at_once(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    began = datetime(2026, 1, 31, tzinfo=UTC)
    standing = await refills.choose("usr_admin", user.id, own(unit=RefillUnit.MONTHS, starts_at=began))
    assert standing.next_refill_at == datetime(2026, 3, 31, tzinfo=UTC)
    changed = await refills.choose("usr_admin", user.id, own(unit=RefillUnit.MONTHS, amount=9))
    assert (changed.next_refill_at, changed.terms.starts_at) == (standing.next_refill_at, began)
    assert (await ledger.balance(user.wallet_id)).seq == 0


async def test_an_admin_stops_it_for_one_user_and_lets_the_settings_count_again(refills_with, clock, ledger):
    user, refills = await sign_up(clock), refills_with()
    await refills.sweep(100)
    stopped = await refills.choose("usr_admin", user.id, RefillOrder(RefillChoice.OFF, "Abuse."))
    assert (stopped.terms, stopped.next_refill_at) == (None, None)
    clock.move(days=1, hours=1)
    await refills.sweep(100)
    assert (await ledger.balance(user.wallet_id)).seq == 0
    again = await refills.choose("usr_admin", user.id, RefillOrder(RefillChoice.STANDARD, "Settled."))
    assert (again.choice, again.next_refill_at) == (RefillChoice.STANDARD, START + 2 * DAY)


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (own(interval=0), "interval"),
        (own(interval=1_001), "interval"),
        (own(amount=0), "amount"),
        (own(amount=2**53 + 1), "amount"),
        (own(mode=RefillMode.ADD, cap=0), "cap"),
        (own(mode=RefillMode.RESET, cap=5), "cap"),
        (own(time_zone="Europe/Atlantis"), "timeZone"),
        (own(time_zone="../etc/passwd"), "timeZone"),
        (own(starts_at=datetime(1999, 12, 31, tzinfo=UTC)), "startsAt"),
        (own(starts_at=START + 367 * DAY), "startsAt"),
        (RefillOrder(RefillChoice.OFF, "  "), "reason"),
        (RefillOrder(RefillChoice.OFF, "x" * 501), "reason"),
    ],
)
async def test_terms_out_of_bounds_change_nothing(refills_with, clock, database, order, field):
    user = await sign_up(clock)
    before = await database["users"].find_one({"_id": user.id})
    with pytest.raises(InvalidInputError) as refusal:
        await refills_with().choose("usr_admin", user.id, order)
    assert refusal.value.field == field
    assert await database["users"].find_one({"_id": user.id}) == before
    assert await AdminAction.find({"target_id": user.id}).count() == 0


@pytest.mark.parametrize("values", [{"role": Role.GUEST}, {"status": UserStatus.ERASED}])
async def test_a_guest_and_who_is_gone_cannot_be_given_any(refills_with, clock, values):
    user = await sign_up(clock, **values)
    with pytest.raises(NotFoundError):
        await refills_with().choose("usr_admin", user.id, own())


async def test_what_a_crash_left_is_done_once_and_never_over_a_later_choice(refills_with, clock):
    user, refills = await sign_up(clock), refills_with()
    actions = AdminActions(clock)
    details = {"choice": "off", "terms": None, "reason": "Abuse."}
    await actions.begin("usr_admin", "set_auto_refill", user.id, new_id("eff"), details)
    assert await refills.complete(10) == 0  # young: its own call may be at it
    await refills.choose("usr_other", user.id, own())
    clock.move(seconds=61)
    assert await refills.complete(10) == 1
    assert await refills.complete(10) == 0
    assert (await refills.of(viewer(user))).choice is RefillChoice.OWN
