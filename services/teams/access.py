"""Who may do what with a team. Whoever is not in it learns nothing of it, not even that it is there."""

import re

from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from models.team import Team
from models.team_member import TeamMember, TeamRole
from services.errors import NotFoundError
from services.teams.errors import TeamRoleMissingError

__all__ = ["IN_TEAM", "is_closed", "lock", "may", "member_id", "membership", "require"]

_TEAM_ID = re.compile(r"team_[0-9a-z]{26}")
_RANKS = {TeamRole.MEMBER: 1, TeamRole.ADMIN: 2, TeamRole.OWNER: 3}
IN_TEAM: dict[str, object] = {"role": {"$type": "string"}}
"""As the indexes have it, so that those who have left are not read."""


def member_id(team_id: str, user_id: str) -> str:
    """The id of the row of this user in this team. Raises NotFoundError for what is no team's id."""
    if not _TEAM_ID.fullmatch(team_id):
        raise NotFoundError("team")
    return f"{team_id}:{user_id}"


def may(role: TeamRole | None, least: TeamRole) -> bool:
    """Whether somebody of this role may do what needs `least`."""
    return role is not None and _RANKS[role] >= _RANKS[least]


def require(member: TeamMember, least: TeamRole) -> None:
    """Raises TeamRoleMissingError."""
    if not may(member.role, least):
        raise TeamRoleMissingError(owner=least is TeamRole.OWNER)


async def membership(
    user_id: str, team_id: str, least: TeamRole = TeamRole.MEMBER, session: AsyncClientSession | None = None
) -> TeamMember:
    """The user's own row in the team. Raises NotFoundError, TeamRoleMissingError."""
    found = await TeamMember.find_one({"_id": member_id(team_id, user_id), **IN_TEAM}, session=session)
    if found is None:
        raise NotFoundError("team")
    require(found, least)
    return found


async def lock(team_id: str, session: AsyncClientSession) -> Team:
    """The team, which nobody else changes until the transaction ends. Raises NotFoundError for one that is closed."""
    row = await Team.get_pymongo_collection().find_one_and_update(
        {"_id": team_id, "closed_at": None},
        {"$inc": {"changes": 1}},
        session=session,
        return_document=ReturnDocument.AFTER,
    )
    if row is None:
        raise NotFoundError("team")
    team: Team = Team.model_validate(row)
    return team


async def is_closed(team_id: str) -> bool:
    """Whether nobody is in the team any more."""
    return await Team.find_one({"_id": team_id, "closed_at": None}) is None
