"""`removeTeamMember`: end somebody's membership."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.team_member import RemoveTeamMemberInput, RemoveTeamMemberResult, TeamMemberRemoved
from services.errors import TokentillError

__all__ = ["remove_team_member"]


@strawberry.mutation(
    description="End somebody's membership of a team. A reply that is being written for them is stopped; what was "
    "delivered is charged."
)
async def remove_team_member(info: Info, input: RemoveTeamMemberInput) -> RemoveTeamMemberResult:
    """Remove them, and map what is refused."""
    try:
        viewer = require_viewer(info)
        await info.context.services.teams.people.remove(viewer.user_id, input.team_id, input.member_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return TeamMemberRemoved(team_id=input.team_id, member_id=input.member_id)
