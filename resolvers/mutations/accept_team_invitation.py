"""`acceptTeamInvitation`: join a team."""

import strawberry

from schema.context import Info, require_viewer
from schema.team import Team, TeamResult
from schema.team_invitation import OwnTeamInvitationInput

__all__ = ["accept_team_invitation"]


@strawberry.mutation(
    description="Join the team that the caller is invited to. Who is in it already stays what they are."
)
async def accept_team_invitation(info: Info, input: OwnTeamInvitationInput) -> TeamResult:
    """Join."""
    viewer = require_viewer(info)
    teams = info.context.services.teams
    team_id = await teams.invitations.accept(viewer.user_id, token=input.token, invitation_id=input.invitation_id)
    team, member = await teams.get(viewer.user_id, team_id)
    return Team.of(team, member)
