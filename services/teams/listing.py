"""All teams, as admins see them: also those that are closed."""

from collections.abc import Sequence

from models.team import Team
from models.team_member import TeamMember, TeamRole
from services.database_errors import database_errors_become
from services.paging import Page, PageRequest
from services.teams.access import IN_TEAM, member_id
from services.teams.errors import TeamsUnavailableError

__all__ = ["TeamListing"]

_away_is_unavailable = database_errors_become(TeamsUnavailableError)


class TeamListing:
    """One for a process. Reads only; what it raises: TeamsUnavailableError."""

    @_away_is_unavailable
    async def page(self, user_id: str | None, request: PageRequest) -> Page[Team]:
        """All teams, or those that a user is in, the newest first; positions are team ids."""
        query: dict[str, object] = {} if request.after is None else {"_id": {"$lt": request.after}}
        if user_id is not None:
            members = TeamMember.get_pymongo_collection().find({"user_id": user_id, **IN_TEAM}, {"team_id": True})
            query = {"$and": [query, {"_id": {"$in": [row["team_id"] async for row in members]}}]}
        return Page.cut(await Team.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    @_away_is_unavailable
    async def members(self, team_id: str, request: PageRequest) -> Page[TeamMember]:
        """Who is in a team; positions are user ids."""
        query: dict[str, object] = {"team_id": team_id, **IN_TEAM}
        if request.after is not None:
            query["_id"] = {"$gt": member_id(team_id, request.after)}
        found = await TeamMember.find(query).sort("+_id").limit(request.first + 1).to_list()
        return Page.cut(found, request.first)

    @_away_is_unavailable
    async def owners(self, team_ids: Sequence[str]) -> list[str | None]:
        """Who owns each team; None for one that is closed."""
        owning = {"team_id": {"$in": list(team_ids)}, "role": TeamRole.OWNER.value}
        rows = TeamMember.get_pymongo_collection().find(owning, {"team_id": True, "user_id": True})
        owners: dict[str, str] = {row["team_id"]: row["user_id"] async for row in rows}
        return [owners.get(each) for each in team_ids]
