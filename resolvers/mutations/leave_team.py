"""`leaveTeam`: end one's own membership."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_member import LeaveTeamInput, LeaveTeamResult, TeamLeft

__all__ = ["leave_team"]


@strawberry.mutation(description="Leave a team. Its owner gives it away first, or closes it.")
async def leave_team(info: Info, input: LeaveTeamInput) -> LeaveTeamResult:
    """Leave."""
    viewer = require_viewer(info)
    await info.context.services.teams.people.leave(viewer.user_id, input.team_id)
    return TeamLeft(team_id=input.team_id)
