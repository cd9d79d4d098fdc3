"""`setTeamMemberRole`: make a member an admin, or an admin a member."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_member import SetTeamMemberRoleInput, TeamMember, TeamMemberResult

__all__ = ["set_team_member_role"]


@strawberry.mutation(description="Make a member of a team an admin, or a member again. For its owner.")
async def set_team_member_role(info: Info, input: SetTeamMemberRoleInput) -> TeamMemberResult:
    """Set it."""
    viewer = require_viewer(info)
    services = info.context.services
    role = input.role.to_model()
    member = await services.teams.people.set_role(viewer.user_id, input.team_id, input.member_id, role)
    _, own = await services.teams.get(viewer.user_id, input.team_id)
    return TeamMember.of(member, own, services.clock())
