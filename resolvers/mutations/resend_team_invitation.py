"""`resendTeamInvitation`: mail an invitation again."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_invitation import ResendTeamInvitationInput, TeamInvitation, TeamInvitationResult

__all__ = ["resend_team_invitation"]


@strawberry.mutation(description="Mail an open invitation again; it is good for 7 days from now on.")
async def resend_team_invitation(info: Info, input: ResendTeamInvitationInput) -> TeamInvitationResult:
    """Order the mail."""
    viewer = require_viewer(info)
    invitations = info.context.services.teams.invitations
    invitation = await invitations.resend(viewer.user_id, input.invitation_id, info.context.language)
    return TeamInvitation.of(invitation)
