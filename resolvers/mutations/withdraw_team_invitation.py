"""`withdrawTeamInvitation`: take an invitation back."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.team_invitation import TeamInvitationEnded, WithdrawTeamInvitationInput, WithdrawTeamInvitationResult
from services.errors import TokentillError

__all__ = ["withdraw_team_invitation"]


@strawberry.mutation(description="Take an open invitation to a team back.")
async def withdraw_team_invitation(info: Info, input: WithdrawTeamInvitationInput) -> WithdrawTeamInvitationResult:
    """Withdraw it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        await info.context.services.teams.invitations.withdraw(viewer.user_id, input.invitation_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return TeamInvitationEnded(invitation_id=input.invitation_id)
