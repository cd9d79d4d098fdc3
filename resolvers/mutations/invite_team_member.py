"""`inviteTeamMember`: invite somebody to a team by e-mail."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_invitation import InviteTeamMemberInput, TeamInvitation, TeamInvitationResult

__all__ = ["invite_team_member"]


@strawberry.mutation(
    description="Mail an invitation to a team. The address may have an account or not; which of both is not told."
)
async def invite_team_member(info: Info, input: InviteTeamMemberInput) -> TeamInvitationResult:
    """Invite."""
    viewer = require_viewer(info)
    invitation = await info.context.services.teams.invitations.invite(
        viewer.user_id,
        input.team_id,
        input.email,
        input.role.to_model(),
        input.idempotency_key,
        info.context.language,
    )
    return TeamInvitation.of(invitation)
