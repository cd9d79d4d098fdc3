"""`withdrawTeamInvitation`: take an invitation back."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_invitation import TeamInvitationEnded, WithdrawTeamInvitationInput, WithdrawTeamInvitationResult

__all__ = ["withdraw_team_invitation"]


@strawberry.mutation(description="Take an open invitation to a team back.")
async def withdraw_team_invitation(info: Info, input: WithdrawTeamInvitationInput) -> WithdrawTeamInvitationResult:
    """Withdraw it."""
    viewer = require_viewer(info)
    await info.context.services.teams.invitations.withdraw(viewer.user_id, input.invitation_id)
    return TeamInvitationEnded(invitation_id=input.invitation_id)
