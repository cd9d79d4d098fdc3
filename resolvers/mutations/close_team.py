"""`closeTeam`: end a team."""

import strawberry

from schema.context import Info, require_viewer
from schema.team import CloseTeamInput, CloseTeamResult, TeamClosed

__all__ = ["close_team"]


@strawberry.mutation(
    description="End a team for everybody. Refused while replies run or purchases are open for it, while it owes "
    "tokens, and while it has tokens that were bought, unless they are given up."
)
async def close_team(info: Info, input: CloseTeamInput) -> CloseTeamResult:
    """Close it."""
    viewer = require_viewer(info)
    teams = info.context.services.teams
    await teams.close(viewer.user_id, input.team_id, forfeit_tokens=input.forfeit_tokens)
    return TeamClosed(team_id=input.team_id)
