"""Invitations by e-mail: who may accept them, once, and for how long (B9)."""

import asyncio

import pytest

from messages import Language
from models.ids import new_id
from models.team_invitation import TeamInvitation
from models.team_member import TeamRole
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.mail import Outbox
from services.mail.errors import MailNotConfiguredError, TooManyMailsError
from services.paging import PageRequest
from services.teams.errors import (
    TeamFullError,
    TeamInvitationInvalidError,
    TooManyTeamInvitationsError,
)


@pytest.fixture
def email():
    return f"{new_id('guest')}@elsewhere.example"


async def test_the_mail_names_nobody_and_its_token_lets_one_person_in(house, owner, team, mailbox, email):
    await house.invite(owner, team, f" {email.upper()} ", TeamRole.ADMIN)
    token = await house.token(email)
    (mail,) = mailbox.of(email)
    assert "Aces" not in mail.text + mail.html + mail.subject
    assert "Ada" not in mail.text + mail.html
    joined, late = await house.user(verified=False), await house.user()
    found = await house.teams.invitations.find(joined.user_id, token=token, invitation_id=None)
    assert (found.team_id, found.email) == (team.id, email)
    for _ in range(2):
        assert await house.teams.invitations.accept(joined.user_id, token=token, invitation_id=None) == team.id
    assert await house.role(team, joined) is TeamRole.ADMIN
    with pytest.raises(TeamInvitationInvalidError):
        await house.teams.invitations.accept(late.user_id, token=token, invitation_id=None)


async def test_of_many_who_have_the_token_one_gets_in(house, owner, team, email):
    await house.invite(owner, team, email)
    token = await house.token(email)
    users = [await house.user() for _ in range(10)]
    tries = await asyncio.gather(
        *(house.teams.invitations.accept(user.user_id, token=token, invitation_id=None) for user in users),
        return_exceptions=True,
    )
    assert tries.count(team.id) == 1
    assert {type(each) for each in tries if each != team.id} == {TeamInvitationInvalidError}
    assert await house.teams.people.count(team.id) == 2


async def test_the_database_holds_no_token(house, owner, team, database, email):
    invitation = await house.invite(owner, team, email)
    token = await house.token(email)
    secret = token.removeprefix(invitation)
    for name in ("team_invitations", "outgoing_mails"):
        async for row in database[name].find():
            assert secret not in str(row)
    with pytest.raises(TeamInvitationInvalidError):
        await house.teams.invitations.accept(owner.user_id, token=f"{invitation}.{'A' * 43}", invitation_id=None)


async def test_by_its_id_whoever_has_proved_the_address_may_accept_and_nobody_else(house, owner, team):
    proved, unproved = await house.user(), await house.user(verified=False)
    for user, sees in ((proved, 1), (unproved, 0)):
        invitation = await house.invite(owner, team, f"{user.user_id}@example.com")
        page = await house.teams.invitations.of_user(user.user_id, PageRequest(5))
        assert [row.id for row in page.rows] == [invitation] * sees
        stranger = await house.user()
        with pytest.raises(TeamInvitationInvalidError):
            await house.teams.invitations.accept(stranger.user_id, token=None, invitation_id=invitation)
        if not sees:
            with pytest.raises(TeamInvitationInvalidError):
                await house.teams.invitations.accept(user.user_id, token=None, invitation_id=invitation)
    assert await house.teams.people.count(team.id) == 1


async def test_an_invitation_ends_after_seven_days_and_is_mailed_again_for_seven_more(house, owner, team, clock, email):
    invitation = await house.invite(owner, team, email)
    user = await house.user()
    clock.move(days=6)
    await house.teams.invitations.resend(owner.user_id, invitation, Language.EN)
    token = await house.token(email)
    assert len(house.mailbox.of(email)) == 2
    clock.move(days=6)
    assert await house.teams.invitations.find(user.user_id, token=token, invitation_id=None)
    clock.move(days=1)
    with pytest.raises(TeamInvitationInvalidError):
        await house.teams.invitations.accept(user.user_id, token=token, invitation_id=None)
    again = await house.invite(owner, team, email)
    assert again != invitation


async def test_what_is_taken_back_or_declined_lets_nobody_in_and_is_not_mailed(house, owner, team, mailbox):
    user = await house.user()
    for end in ("withdraw", "decline"):
        address = f"{end}@elsewhere.example"
        invitation = await house.invite(owner, team, address)
        token = await house.token(address)
        if end == "withdraw":
            await house.teams.invitations.withdraw(owner.user_id, invitation)
        else:
            await house.teams.invitations.decline(user.user_id, token=token, invitation_id=None)
        with pytest.raises(TeamInvitationInvalidError):
            await house.teams.invitations.accept(user.user_id, token=token, invitation_id=None)
        with pytest.raises(NotFoundError):
            await house.teams.invitations.resend(owner.user_id, invitation, Language.EN)
    unsent = await house.invite(owner, team, "unsent@elsewhere.example")
    await house.teams.invitations.withdraw(owner.user_id, unsent)
    await house.send()
    assert mailbox.of("unsent@elsewhere.example") == []


async def test_others_neither_resend_nor_withdraw(house, owner, team, email):
    invitation = await house.invite(owner, team, email)
    stranger, other_owner = await house.user(), await house.user()
    await house.team(other_owner)
    for user in (stranger, other_owner):
        with pytest.raises(NotFoundError):
            await house.teams.invitations.withdraw(user.user_id, invitation)
        with pytest.raises(NotFoundError):
            await house.teams.invitations.resend(user.user_id, invitation, Language.EN)
    assert (await TeamInvitation.get(invitation)).slot == 0


async def test_a_repeated_call_sends_one_mail(house, owner, team, mailbox, email):
    invitations = house.teams.invitations
    calls = [invitations.invite(owner.user_id, team.id, email, TeamRole.MEMBER, "k", Language.EN) for _ in range(4)]
    assert len({made.id for made in await asyncio.gather(*calls)}) == 1
    await house.invite(owner, team, email)
    await house.send()
    assert len(mailbox.of(email)) == 1
    with pytest.raises(IdempotencyConflictError):
        await invitations.invite(owner.user_id, team.id, "other@example.com", TeamRole.MEMBER, "k", Language.EN)


async def test_an_address_gets_so_many_mails_a_day_of_all_teams(house, email):
    for number in range(6):
        owner = await house.user()
        team = await house.team(owner)
        if number < 5:
            await house.invite(owner, team, email)
        else:
            with pytest.raises(TooManyMailsError):
                await house.invite(owner, team, email)
            assert await TeamInvitation.find({"team_id": team.id}).count() == 0


async def test_a_team_has_so_many_open_invitations(house, owner, team, email, monkeypatch):
    monkeypatch.setattr("services.teams.invitations.MOST_INVITATIONS", 3)
    for number in range(3):
        await house.invite(owner, team, f"n{number}@example.com")
    with pytest.raises(TooManyTeamInvitationsError):
        await house.invite(owner, team, email)
    first = await TeamInvitation.find_one({"team_id": team.id, "slot": 0})
    await house.teams.invitations.withdraw(owner.user_id, first.id)
    await house.invite(owner, team, email)


async def test_a_full_team_lets_nobody_in_and_the_invitation_stays_good(house, owner, team, monkeypatch):
    monkeypatch.setattr("services.teams.people.MOST_MEMBERS", 2)
    invitations = [await house.invite(owner, team, f"{n}@example.com") for n in range(3)]
    tokens = [await house.token(f"{n}@example.com") for n in range(3)]
    users = [await house.user() for _ in range(3)]
    tries = await asyncio.gather(
        *(
            house.teams.invitations.accept(user.user_id, token=token, invitation_id=None)
            for user, token in zip(users, tokens, strict=True)
        ),
        return_exceptions=True,
    )
    assert (tries.count(team.id), sum(isinstance(each, TeamFullError) for each in tries)) == (1, 2)
    assert await TeamInvitation.find({"_id": {"$in": invitations}, "slot": {"$type": "int"}}).count() == 2


async def test_who_is_in_it_stays_what_they_are(house, owner, team):
    invitation = await house.invite(owner, team, f"{owner.user_id}@example.com")
    await house.teams.invitations.accept(owner.user_id, token=None, invitation_id=invitation)
    assert await house.role(team, owner) is TeamRole.OWNER


@pytest.mark.parametrize("named", [{"token": None, "invitation_id": None}, {"token": "x", "invitation_id": "y"}])
async def test_an_invitation_is_named_in_one_way(house, owner, named):
    with pytest.raises(InvalidInputError):
        await house.teams.invitations.accept(owner.user_id, **named)


async def test_nobody_is_invited_as_owner_or_where_no_mail_goes(house, owner, team, clock, email):
    with pytest.raises(InvalidInputError):
        await house.invite(owner, team, email, TeamRole.OWNER)
    with pytest.raises(InvalidInputError):
        await house.invite(owner, team, "no address")
    house.teams.invitations._outbox = Outbox(None, clock)
    with pytest.raises(MailNotConfiguredError):
        await house.invite(owner, team, email)
    assert await TeamInvitation.find({"team_id": team.id}).count() == 0


async def test_an_owner_alone_ends_an_invitation_of_an_admin(house, owner, team, email):
    admin = await house.join(owner, team, TeamRole.ADMIN)
    invitation = await house.invite(owner, team, email, TeamRole.ADMIN)
    with pytest.raises(Exception, match="Only the owner"):
        await house.teams.invitations.withdraw(admin.user_id, invitation)
    await house.teams.invitations.withdraw(owner.user_id, invitation)
