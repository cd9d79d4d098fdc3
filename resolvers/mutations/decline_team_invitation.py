"""`declineTeamInvitation`: end an invitation of the caller's."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_invitation import DeclineTeamInvitationResult, OwnTeamInvitationInput, TeamInvitationEnded

__all__ = ["decline_team_invitation"]


@strawberry.mutation(description="Decline an invitation to a team; nobody can accept it any more.")
async def decline_team_invitation(info: Info, input: OwnTeamInvitationInput) -> DeclineTeamInvitationResult:
    """Decline it."""
    viewer = require_viewer(info)
    invitation = await info.context.services.teams.invitations.decline(
        viewer.user_id, token=input.token, invitation_id=input.invitation_id
    )
    return TeamInvitationEnded(invitation_id=strawberry.ID(invitation.id))
