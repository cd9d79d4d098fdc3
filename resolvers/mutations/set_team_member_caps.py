"""`setTeamMemberCaps`: what a member may use of a team's tokens."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_member import SetTeamMemberCapsInput, TeamMember, TeamMemberResult

__all__ = ["set_team_member_caps"]


@strawberry.mutation(
    description="Set how many of the team's tokens a member may use of a day and of a month, in UTC. It holds from now "
    "on, also for what was used before; chats that run go on."
)
async def set_team_member_caps(info: Info, input: SetTeamMemberCapsInput) -> TeamMemberResult:
    """Set them."""
    viewer = require_viewer(info)
    services = info.context.services
    member = await services.teams.people.set_caps(
        viewer.user_id, input.team_id, input.member_id, daily=input.daily_cap, monthly=input.monthly_cap
    )
    _, own = await services.teams.get(viewer.user_id, input.team_id)
    return TeamMember.of(member, own, services.clock())
