"""Who may do what in a team, and that it always has exactly one owner (B9)."""

import asyncio
from datetime import timedelta

import pytest

from messages import Language
from models.ids import new_id
from models.team import Team
from models.team_member import TeamMember, TeamRole
from models.user import User
from services.errors import InvalidInputError, NotFoundError
from services.ledger import GrantSource
from services.ledger.errors import IdempotencyConflictError
from services.paging import PageRequest
from services.teams import rules
from services.teams.errors import (
    TeamBusyError,
    TeamInDebtError,
    TeamNotEmptyError,
    TeamOwnerStaysError,
    TeamRoleMissingError,
    TeamsNotOfferedError,
    TooManyTeamsError,
)

ROLES = [TeamRole.OWNER, TeamRole.ADMIN, TeamRole.MEMBER]


@pytest.fixture
async def people(house, owner, team):
    """One of each role."""
    admin = await house.join(owner, team, TeamRole.ADMIN)
    return {TeamRole.OWNER: owner, TeamRole.ADMIN: admin, TeamRole.MEMBER: await house.join(owner, team)}


def _invites(role):
    return lambda teams, user, team, _other: teams.invitations.invite(
        user, team, "new@example.com", role, new_id("key"), Language.EN
    )


def _sets_caps(teams, user, team, other):
    return teams.people.set_caps(user, team, other, daily=1, monthly=None)


def _removes(teams, user, team, other):
    return teams.people.remove(user, team, other)


ACTS = {
    "rename": lambda teams, user, team, _other: teams.rename(user, team, "Kings"),
    "invite": _invites(TeamRole.MEMBER),
    "invite as an admin": _invites(TeamRole.ADMIN),
    "see invitations": lambda teams, user, team, _other: teams.invitations.of_team(user, team, PageRequest(5)),
    "set a member's caps": _sets_caps,
    "set an admin's caps": _sets_caps,
    "set a role": lambda teams, user, team, other: teams.people.set_role(user, team, other, TeamRole.ADMIN),
    "remove a member": _removes,
    "remove an admin": _removes,
    "transfer": lambda teams, user, team, other: teams.people.transfer(user, team, other),
    "close": lambda teams, user, team, _other: teams.close(user, team, forfeit_tokens=False),
}


async def owners_of(team):
    rows = await TeamMember.find({"team_id": team.id, "role": "owner"}).to_list()
    return [row.user_id for row in rows]


async def test_a_repeated_call_makes_one_team_with_one_empty_wallet(house, owner, ledger):
    made = await asyncio.gather(*(house.teams.create(owner.user_id, " Aces ", "key-1") for _ in range(5)))
    assert {(each.id, each.name) for each in made} == {(made[0].id, "Aces")}
    assert await owners_of(made[0]) == [owner.user_id]
    assert (await ledger.balance(made[0].wallet_id)).available == 0
    with pytest.raises(IdempotencyConflictError):
        await house.teams.create(owner.user_id, "Kings", "key-1")


async def test_one_owns_so_many_teams(house, owner):
    for _ in range(rules.MOST_OWNED):
        await house.team(owner)
    with pytest.raises(TooManyTeamsError):
        await house.team(owner)
    assert await Team.find({"created_by": owner.user_id}).count() == rules.MOST_OWNED


@pytest.mark.parametrize(
    ("act", "least"),
    [
        ("rename", TeamRole.ADMIN),
        ("invite", TeamRole.ADMIN),
        ("invite as an admin", TeamRole.OWNER),
        ("see invitations", TeamRole.ADMIN),
        ("set a member's caps", TeamRole.ADMIN),
        ("set an admin's caps", TeamRole.OWNER),
        ("set a role", TeamRole.OWNER),
        ("remove a member", TeamRole.ADMIN),
        ("remove an admin", TeamRole.OWNER),
        ("transfer", TeamRole.OWNER),
        ("close", TeamRole.OWNER),
    ],
)
async def test_what_needs_which_role(house, owner, team, people, act, least):
    other, admin = await house.join(owner, team), await house.join(owner, team, TeamRole.ADMIN)

    async def do(user_id):
        await ACTS[act](house.teams, user_id, team.id, admin.user_id if "an admin" in act else other.user_id)

    before = await TeamMember.find({"team_id": team.id}).sort("+_id").to_list()
    stranger = await house.user()
    with pytest.raises(NotFoundError):
        await do(stranger.user_id)
    for role in reversed(ROLES):
        if rules_rank(role) < rules_rank(least):
            with pytest.raises(TeamRoleMissingError):
                await do(people[role].user_id)
    assert await TeamMember.find({"team_id": team.id}).sort("+_id").to_list() == before
    assert (await Team.get(team.id)).name == "Aces"
    await do(people[least].user_id)


def rules_rank(role):
    return len(ROLES) - ROLES.index(role)


async def test_the_owner_gives_the_team_away_and_becomes_an_admin(house, owner, team, people):
    other = people[TeamRole.MEMBER]
    row = await house.teams.people.transfer(owner.user_id, team.id, other.user_id)
    assert (row.user_id, row.role) == (other.user_id, TeamRole.OWNER)
    assert await house.role(team, owner) is TeamRole.ADMIN
    assert await owners_of(team) == [other.user_id]


async def test_a_team_goes_to_nobody_who_is_suspended(house, owner, team, people):
    other = people[TeamRole.ADMIN]
    await User.find({"_id": other.user_id}).update({"$set": {"status": "suspended"}})
    with pytest.raises(NotFoundError):
        await house.teams.people.transfer(owner.user_id, team.id, other.user_id)
    assert await owners_of(team) == [owner.user_id]


async def test_races_of_transfers_leave_exactly_one_owner(house, owner, team, people):
    others = [await house.join(owner, team) for _ in range(4)]
    calls = [house.teams.people.transfer(owner.user_id, team.id, each.user_id) for each in others]
    calls += [house.teams.people.leave(each.user_id, team.id) for each in others]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(each) for each in results if isinstance(each, Exception)} <= {
        TeamRoleMissingError,
        NotFoundError,
        TeamOwnerStaysError,
    }
    assert len(await owners_of(team)) == 1


async def test_the_owner_stays_and_others_leave(house, owner, team, people):
    with pytest.raises(TeamOwnerStaysError):
        await house.teams.people.leave(owner.user_id, team.id)
    with pytest.raises(TeamOwnerStaysError):
        await house.teams.people.remove(owner.user_id, team.id, owner.user_id)
    with pytest.raises(TeamOwnerStaysError):
        await house.teams.people.set_role(owner.user_id, team.id, owner.user_id, TeamRole.MEMBER)
    assert await owners_of(team) == [owner.user_id]
    leaving = people[TeamRole.ADMIN]
    await house.teams.people.leave(leaving.user_id, team.id)
    assert await house.role(team, leaving) is None
    with pytest.raises(NotFoundError):
        await house.teams.get(leaving.user_id, team.id)


@pytest.mark.parametrize("cap", [-1, 2**63])
async def test_caps_have_bounds(house, owner, team, people, cap):
    member = people[TeamRole.MEMBER]
    with pytest.raises(InvalidInputError):
        await house.teams.people.set_caps(owner.user_id, team.id, member.user_id, daily=None, monthly=cap)
    assert (await house.row(team, member)).monthly_cap is None


async def test_a_team_with_free_tokens_is_closed_for_everybody(house, owner, team, people, ledger):
    await ledger.grant(team.wallet_id, "promo:1", source=GrantSource.PROMO, amount=50)
    invitation = await house.invite(owner, team, "new@example.com")
    for _ in range(2):
        await house.teams.close(owner.user_id, team.id, forfeit_tokens=False)
    assert (await ledger.balance(team.wallet_id)).available == 0
    for viewer in people.values():
        with pytest.raises(NotFoundError):
            await house.teams.get(viewer.user_id, team.id)
    assert await house.teams.invitations.token_to_mail(invitation) is None


async def test_a_team_with_bought_tokens_is_closed_only_if_they_are_given_up(house, owner, team, ledger):
    await ledger.grant(team.wallet_id, "p:1", source=GrantSource.PURCHASE, amount=50)
    with pytest.raises(TeamNotEmptyError):
        await house.teams.close(owner.user_id, team.id, forfeit_tokens=False)
    assert (await house.teams.get(owner.user_id, team.id))[0].closed_at is None
    await house.teams.close(owner.user_id, team.id, forfeit_tokens=True)
    assert (await ledger.balance(team.wallet_id)).available == 0


async def test_a_team_with_open_holds_or_debts_is_not_closed(house, owner, team, ledger, clock):
    await ledger.grant(team.wallet_id, "p:1", source=GrantSource.PURCHASE, amount=50, reference="pay_1")
    await ledger.hold(team.wallet_id, "h", hold_id="h", amount=5, expires_at=clock.now + timedelta(minutes=1))
    with pytest.raises(TeamBusyError):
        await house.teams.close(owner.user_id, team.id, forfeit_tokens=True)
    await ledger.settle(team.wallet_id, "h", amount=5)
    await ledger.revoke(team.wallet_id, "r", reference="pay_1", amount=50)
    with pytest.raises(TeamInDebtError):
        await house.teams.close(owner.user_id, team.id, forfeit_tokens=True)
    assert await house.role(team, owner) is TeamRole.OWNER


async def test_an_erased_owners_team_goes_to_the_admin_who_was_there_first(house, owner, team, people, clock):
    clock.move(hours=1)
    await house.join(owner, team, TeamRole.ADMIN)
    for _ in range(2):
        await house.teams.forget(owner.user_id)
    assert await owners_of(team) == [people[TeamRole.ADMIN].user_id]
    assert await house.role(team, owner) is None


async def test_an_erased_owners_team_without_an_admin_is_closed_with_what_it_has(house, owner, team, ledger):
    member = await house.join(owner, team)
    await ledger.grant(team.wallet_id, "p:1", source=GrantSource.PURCHASE, amount=50)
    for _ in range(2):
        await house.teams.forget(owner.user_id)
    assert (await ledger.balance(team.wallet_id)).available == 0
    assert await house.role(team, member) is None


async def test_no_id_of_another_form_reaches_a_team(house, owner, team):
    for name in ("", "team_", f"{team.id}:x", "team_$ne", f"{team.id}\n", "\ud800"):
        with pytest.raises(NotFoundError):
            await house.teams.get(owner.user_id, name)


async def test_without_the_switch_there_are_no_teams(house, owner, team, monkeypatch):
    monkeypatch.setattr(house.teams, "_offered", False)
    for call in (
        house.teams.create(owner.user_id, "Kings", "k"),
        house.teams.get(owner.user_id, team.id),
        house.teams.wallet(owner.user_id, team.id),
    ):
        with pytest.raises(TeamsNotOfferedError):
            await call
    for part in ("people", "invitations"):
        with pytest.raises(TeamsNotOfferedError):
            getattr(house.teams, part)
