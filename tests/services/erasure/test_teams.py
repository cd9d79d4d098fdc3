"""E4, B9: whoever deletes their account leaves their teams; a team of theirs goes on without them, or ends."""

import pytest

from models.ids import new_id
from models.team import Team
from models.team_invitation import TeamInvitation
from models.team_member import TeamMember, TeamRole
from services.chat import ChatRequest
from services.identity.viewer import Viewer
from services.ledger import GrantSource
from tests.services.erasure.conftest import World


async def team_of(world: World, owner: Viewer) -> Team:
    team = await world.teams.create(owner.user_id, "Aces", new_id("key"))
    await world.shop.ledger.grant(team.wallet_id, "p:1", source=GrantSource.PROMO, amount=10_000)
    return team


async def joined(world: World, team: Team, role: TeamRole) -> Viewer:
    _, viewer = await world.join()
    row = {"id": f"{team.id}:{viewer.user_id}", "team_id": team.id, "wallet_id": team.wallet_id}
    await TeamMember(**row, user_id=viewer.user_id, role=role, joined_at=world.shop.clock()).insert()
    return viewer


@pytest.mark.parametrize("heir", [TeamRole.ADMIN, TeamRole.MEMBER])
async def test_a_team_goes_to_its_admin_or_ends_with_what_it_has(world: World, heir: TeamRole) -> None:
    _, ada = await world.join()
    team = await team_of(world, ada)
    other = await joined(world, team, heir)
    await world.chat.complete(ada, ChatRequest(message="Hello", idempotency_key=new_id("key"), team_id=team.id))
    spent = (await world.shop.ledger.balance(team.wallet_id)).lifetime_spent
    assert spent > 0

    await world.delete(ada)
    await world.finish(ada)

    goes_on = heir is TeamRole.ADMIN
    rows = await TeamMember.find({"team_id": team.id}).to_list()
    assert [(row.user_id, row.role) for row in rows] == [(other.user_id, TeamRole.OWNER if goes_on else None)]
    balance = await world.shop.ledger.balance(team.wallet_id)
    assert balance.available == (10_000 - spent if goes_on else 0)
    stored = await Team.get(team.id)
    assert stored is not None
    assert (stored.closed_at is None) is goes_on
    assert await world.audit() == []


async def test_invitations_to_the_address_are_gone_at_once(world: World) -> None:
    _, owner = await world.join()
    _, ada = await world.join(f"{new_id('ada')}@example.com")
    team = await team_of(world, owner)
    address = (await world.user(ada)).email
    assert address is not None
    now = world.shop.clock()
    row = {"team_id": team.id, "role": TeamRole.MEMBER, "slot": 0, "invited_by": owner.user_id, "client_key": "k"}
    await TeamInvitation(**row, email=address, sent_at=now, created_at=now, expires_at=now).insert()
    await world.delete(ada)
    assert await world.found(address) == []
