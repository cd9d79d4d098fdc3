"""Caps of members hold exactly, on any number of servers, through every crash (B9)."""

import asyncio
from datetime import UTC, datetime

import pytest
from bson.int64 import Int64

from models.generation import Generation
from models.ids import new_id
from models.team_member import TeamMember
from services.errors import NotFoundError
from services.teams import TeamCaps
from services.teams.errors import TeamBusyError, TeamCapReachedError
from services.teams.rules import MOST_RESERVED, used_of


@pytest.fixture
async def member(house, owner, team):
    return await house.join(owner, team)


@pytest.fixture
def set_caps(house, owner, team, member):
    async def set_them(daily=None, monthly=None):
        await house.teams.people.set_caps(owner.user_id, team.id, member.user_id, daily=daily, monthly=monthly)

    return set_them


@pytest.fixture
def reserve(house, team, member):
    async def one(tokens, *, caps=None, reservation=None):
        reservation = reservation or new_id("cap")
        await (caps or house.teams.caps).reserve(team.id, member.user_id, reservation, new_id("gen"), tokens=tokens)
        return reservation

    return one


@pytest.fixture
def used(house, team, member):
    async def now():
        row = await house.row(team, member)
        return *used_of(row, house.clock.now), len(row.reserved)

    return now


@pytest.mark.parametrize("tries", [100, pytest.param(1_000, marks=pytest.mark.nightly)])
async def test_spends_at_once_on_two_servers_never_exceed_the_cap(house, set_caps, reserve, used, tries):
    await set_caps(daily=100)
    other = TeamCaps(house.clock, offered=True)
    spends = await asyncio.gather(
        *(reserve(3, caps=caps) for caps in [house.teams.caps, other] * (tries // 2)), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in spends) == 33
    assert {type(each) for each in spends if not isinstance(each, str)} == {TeamCapReachedError}
    assert await used() == (99, 99, 33)


async def test_what_a_chat_did_not_use_is_given_back_once(house, team, member, set_caps, reserve, used):
    await set_caps(daily=100)
    reservation = await reserve(80)
    with pytest.raises(TeamCapReachedError):
        await reserve(21)
    for _ in range(2):
        await house.teams.caps.settle(team.id, member.user_id, reservation, 30)
    assert await used() == (30, 30, 0)
    await reserve(70)


async def test_a_chat_that_failed_counts_for_nothing(house, team, member, set_caps, reserve, used):
    await set_caps(monthly=100)
    reservation = await reserve(100)
    for _ in range(2):
        await house.teams.caps.give_back(team.id, member.user_id, reservation)
    assert await used() == (0, 0, 0)


async def test_a_reservation_is_counted_once_however_often_it_is_asked_for(set_caps, reserve, used):
    await set_caps(daily=10)
    for _ in range(2):
        await reserve(10, reservation="cap_1")
    assert await used() == (10, 10, 1)


async def test_a_cap_holds_from_when_it_is_set_also_for_what_was_used_before(set_caps, reserve, used):
    await reserve(60)
    await set_caps(daily=70)
    with pytest.raises(TeamCapReachedError) as refused:
        await reserve(11)
    assert refused.value.resets_at == datetime(2026, 3, 2, tzinfo=UTC)
    await set_caps(monthly=70)
    with pytest.raises(TeamCapReachedError) as refused:
        await reserve(11)
    assert refused.value.resets_at == datetime(2026, 4, 1, tzinfo=UTC)
    await set_caps()
    await reserve(11)
    assert await used() == (71, 71, 2)


async def test_a_cap_of_nothing_lets_nothing_in(set_caps, reserve, used):
    await set_caps(daily=0)
    with pytest.raises(TeamCapReachedError):
        await reserve(1)
    assert await used() == (0, 0, 0)


async def test_a_new_day_and_month_begin_anew_and_old_chats_count_where_they_began(
    house, team, member, set_caps, reserve, used
):
    await set_caps(daily=100, monthly=150)
    house.clock.move(hours=11, minutes=55)
    old = await reserve(100)
    house.clock.move(minutes=6)
    assert await used() == (0, 100, 1)
    with pytest.raises(TeamCapReachedError):
        await reserve(51)
    await house.teams.caps.settle(team.id, member.user_id, old, 10)
    assert await used() == (0, 10, 0)
    house.clock.move(days=29, hours=23, minutes=54)
    old = await reserve(100)
    house.clock.move(minutes=6)
    await reserve(100)
    await house.teams.caps.settle(team.id, member.user_id, old, 1)
    assert await used() == (100, 100, 1)


async def test_a_server_whose_clock_is_behind_begins_no_earlier_day(house, set_caps, reserve, used):
    await set_caps(daily=100)
    house.clock.move(days=1)
    await reserve(100)
    house.clock.move(days=-1)
    with pytest.raises(TeamCapReachedError):
        await reserve(1)
    house.clock.move(days=1)
    assert await used() == (100, 100, 1)


async def test_what_a_crash_left_before_the_chat_was_stored_is_given_back_when_it_is_missed(
    house, set_caps, reserve, used
):
    await set_caps(daily=100)
    await reserve(100)
    house.clock.move(minutes=9)
    with pytest.raises(TeamCapReachedError):
        await reserve(1)
    house.clock.move(minutes=2)
    await reserve(60)
    assert await used() == (60, 60, 1)


async def test_without_a_cap_it_is_given_back_as_well(house, reserve, used):
    await reserve(100)
    house.clock.move(minutes=11)
    await reserve(60)
    assert await used() == (60, 60, 1)


async def test_a_chat_that_still_runs_keeps_what_it_reserved_however_long(house, team, member, set_caps, used):
    await set_caps(daily=100)
    generation = Generation.model_construct(id=new_id("gen")).id
    await Generation.get_pymongo_collection().insert_one(
        {
            "_id": generation,
            "user_id": member.user_id,
            "client_key": generation,
            "wallet_id": team.wallet_id,
            "input_hash": "0" * 64,
            "attempt": 1,
            "held": Int64(100),
            "rates": {},
            "input_bound": Int64(1),
            "status": "running",
            "lease_until": house.clock.now,
            "cap_reservation": "cap_running",
        }
    )
    caps = house.teams.caps
    await caps.reserve(team.id, member.user_id, "cap_running", generation, tokens=100)
    house.clock.move(hours=5)
    with pytest.raises(TeamCapReachedError):
        await caps.reserve(team.id, member.user_id, "cap_2", new_id("gen"), tokens=1)
    assert await used() == (100, 100, 1)


async def test_who_has_left_reserves_nothing_and_what_they_had_running_ends(house, owner, team, member, reserve, used):
    reservation = await reserve(50)
    await house.teams.people.remove(owner.user_id, team.id, member.user_id)
    with pytest.raises(NotFoundError):
        await reserve(1)
    await house.teams.caps.settle(team.id, member.user_id, reservation, 5)
    assert await used() == (5, 5, 0)


async def test_who_comes_back_has_used_what_they_had(house, owner, team, member, set_caps, reserve):
    await set_caps(daily=10)
    await house.teams.caps.settle(team.id, member.user_id, await reserve(10), 10)
    await house.teams.people.leave(member.user_id, team.id)
    invitation = await house.invite(owner, team, f"{member.user_id}@example.com")
    await house.teams.invitations.accept(member.user_id, token=None, invitation_id=invitation)
    with pytest.raises(TeamCapReachedError):
        await reserve(1)


async def test_a_row_has_room_for_so_many_running_chats(house, team, member, reserve):
    reserved = [
        {"id": f"cap_{n}", "generation_id": "gen_1", "day": "2026-03-01", "month": "2026-03", "tokens": Int64(1),
         "until": house.clock.move(minutes=0)}
        for n in range(MOST_RESERVED)
    ]  # fmt: skip
    row = {"_id": f"{team.id}:{member.user_id}"}
    now = {"reserved": reserved, "day": "2026-03-01", "month": "2026-03"}
    for each in reserved:
        each["until"] = datetime(2027, 1, 1, tzinfo=UTC)
    await TeamMember.get_pymongo_collection().update_one(row, {"$set": now})
    with pytest.raises(TeamBusyError):
        await reserve(1)
