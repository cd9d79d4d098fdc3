"""`renameTeam`: another name for a team."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.team import RenameTeamInput, Team, TeamResult
from services.errors import TokentillError

__all__ = ["rename_team"]


@strawberry.mutation(description="Give a team another name. For its owner and admins.")
async def rename_team(info: Info, input: RenameTeamInput) -> TeamResult:
    """Rename it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        teams = info.context.services.teams
        await teams.rename(viewer.user_id, input.team_id, input.name)
        team, member = await teams.get(viewer.user_id, input.team_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Team.of(team, member)
