"""`teamInvitation`: what the token of a mail invites to."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.team_invitation import TeamInvitation

__all__ = ["team_invitation"]


@strawberry.field(
    description="What the token of a mail invites to, before it is accepted. One that is good for nothing any more is "
    "TEAM_INVITATION_INVALID."
)
async def team_invitation(
    info: Info,
    token: Annotated[str, strawberry.argument(description="What stands in the mail behind `token=`.")],
) -> TeamInvitation:
    """Read it."""
    viewer = require_viewer(info)
    invitations = info.context.services.teams.invitations
    return TeamInvitation.of(await invitations.find(viewer.user_id, token=token, invitation_id=None))
