"""`teamInvitations`: invitations to the caller."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.team_invitation import TeamInvitation

__all__ = ["team_invitations"]


@strawberry.field(
    description="Open invitations to the caller's e-mail address, the oldest first. None while the address is not "
    "verified: then the token of the mail lets them in."
)
async def team_invitations(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[TeamInvitation]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("teamInvitations", first, after, maximum=services.settings.max_page_size)
    page = await services.teams.invitations.of_user(viewer.user_id, request)
    return connection("teamInvitations", page, node=TeamInvitation.of, position=lambda row: row.id, request=request)
