"""`transferTeam`: give a team to another owner."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.team_member import TeamMember, TransferTeamInput, TransferTeamResult
from services.errors import TokentillError

__all__ = ["transfer_team"]


@strawberry.mutation(description="Make another member the owner of a team; the caller, who owns it, becomes an admin.")
async def transfer_team(info: Info, input: TransferTeamInput) -> TransferTeamResult:
    """Transfer it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        services = info.context.services
        owner = await services.teams.people.transfer(viewer.user_id, input.team_id, input.member_id)
        _, own = await services.teams.get(viewer.user_id, input.team_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return TeamMember.of(owner, own, services.clock())
