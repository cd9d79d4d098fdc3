"""`transferTeam`: give a team to another owner."""

import strawberry

from schema.context import Info, require_viewer
from schema.team_member import TeamMember, TransferTeamInput, TransferTeamResult

__all__ = ["transfer_team"]


@strawberry.mutation(description="Make another member the owner of a team; the caller, who owns it, becomes an admin.")
async def transfer_team(info: Info, input: TransferTeamInput) -> TransferTeamResult:
    """Transfer it."""
    viewer = require_viewer(info)
    services = info.context.services
    owner = await services.teams.people.transfer(viewer.user_id, input.team_id, input.member_id)
    _, own = await services.teams.get(viewer.user_id, input.team_id)
    return TeamMember.of(owner, own, services.clock())
