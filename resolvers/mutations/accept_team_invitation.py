"""`acceptTeamInvitation`: join a team."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.team import Team, TeamResult
from schema.team_invitation import OwnTeamInvitationInput
from services.errors import TokentillError

__all__ = ["accept_team_invitation"]


@strawberry.mutation(
    description="Join the team that the caller is invited to. Who is in it already stays what they are."
)
async def accept_team_invitation(info: Info, input: OwnTeamInvitationInput) -> TeamResult:
    """Join, and map what is refused."""
    try:
        viewer = require_viewer(info)
        teams = info.context.services.teams
        team_id = await teams.invitations.accept(viewer.user_id, token=input.token, invitation_id=input.invitation_id)
        team, member = await teams.get(viewer.user_id, team_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Team.of(team, member)
