"""`renameTeam`: another name for a team."""

import strawberry

from schema.context import Info, require_viewer
from schema.team import RenameTeamInput, Team, TeamResult

__all__ = ["rename_team"]


@strawberry.mutation(description="Give a team another name. For its owner and admins.")
async def rename_team(info: Info, input: RenameTeamInput) -> TeamResult:
    """Rename it."""
    viewer = require_viewer(info)
    teams = info.context.services.teams
    await teams.rename(viewer.user_id, input.team_id, input.name)
    team, member = await teams.get(viewer.user_id, input.team_id)
    return Team.of(team, member)
