"""F1, B9: admins see every team, whose it is, and who is in it."""

from services.ledger import GrantSource
from services.paging import PageRequest
from services.teams.rules import MOST_TEAMS


async def test_teams_come_the_newest_first_and_a_users_alone_where_one_is_named(house, owner, team):
    second = await house.team(owner)
    member = await house.join(owner, team)
    listing = house.teams.listing
    assert [row.id for row in (await listing.page(owner.user_id, PageRequest(5))).rows] == [second.id, team.id]
    assert [row.id for row in (await listing.page(member.user_id, PageRequest(5))).rows] == [team.id]
    newest = await listing.page(None, PageRequest(1))
    assert ([row.id for row in newest.rows], newest.has_next) == ([second.id], True)
    assert (await listing.page(None, PageRequest(1, after=second.id))).rows[0].id == team.id
    assert [row.user_id for row in (await listing.members(team.id, PageRequest(MOST_TEAMS))).rows] == sorted(
        [owner.user_id, member.user_id]
    )


async def test_a_closed_team_is_still_there_and_nobodys(house, owner, team, ledger):
    await ledger.grant(team.wallet_id, "p:1", source=GrantSource.PROMO, amount=5)
    await house.teams.close(owner.user_id, team.id, forfeit_tokens=False)
    (row,) = (await house.teams.listing.page(None, PageRequest(1))).rows
    assert (row.id, row.closed_at) == (team.id, house.clock.now)
    assert await house.teams.listing.owners([team.id]) == [None]
