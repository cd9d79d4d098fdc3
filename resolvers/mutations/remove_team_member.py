"""`removeTeamMember`: end somebody's membership."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_member import RemoveTeamMemberInput, RemoveTeamMemberResult, TeamMemberRemoved

__all__ = ["remove_team_member"]


@strawberry.mutation(
    description="End somebody's membership of a team. A reply that is being written for them is stopped; what was "
    "delivered is charged."
)
async def remove_team_member(info: Info, input: RemoveTeamMemberInput) -> RemoveTeamMemberResult:
    """Remove them."""
    viewer = require_viewer(info)
    await info.context.services.teams.people.remove(viewer.user_id, input.team_id, input.member_id)
    return TeamMemberRemoved(team_id=input.team_id, member_id=input.member_id)
