"""`createTeam`: several people who spend from one wallet."""

import strawberry

from schema.context import Info, require_viewer
from schema.team import CreateTeamInput, CreateTeamResult, Team

__all__ = ["create_team"]


@strawberry.mutation(
    description="Make a team that the caller owns. Its wallet is empty: buy tokens for it with `purchase` and `teamId`."
)
async def create_team(info: Info, input: CreateTeamInput) -> CreateTeamResult:
    """Make it."""
    viewer = require_viewer(info)
    teams = info.context.services.teams
    team = await teams.create(viewer.user_id, input.name, input.idempotency_key)
    found, member = await teams.get(viewer.user_id, team.id)
    return Team.of(found, member)
