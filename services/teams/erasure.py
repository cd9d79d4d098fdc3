"""What becomes of the teams of somebody who is erased."""

from models.team_member import TeamMember, TeamRole
from services.errors import NotFoundError
from services.teams.access import IN_TEAM
from services.teams.errors import TooManyTeamsError
from services.teams.people import TeamPeople

__all__ = ["give_away", "memberships_of"]


async def memberships_of(user_id: str) -> list[TeamMember]:
    """The user's rows in teams that they have not left."""
    found: list[TeamMember] = await TeamMember.find({"user_id": user_id, **IN_TEAM}).sort("+team_id").to_list()
    return found


async def give_away(people: TeamPeople, owner: TeamMember) -> bool:
    """Make the admin who has been in it longest the owner; false where none can be. Raises TeamsUnavailableError."""
    admins = TeamMember.find({"team_id": owner.team_id, "role": TeamRole.ADMIN.value})
    for admin in await admins.sort("+joined_at", "+_id").to_list():
        try:
            await people.transfer(owner.user_id, owner.team_id, admin.user_id)
        except (NotFoundError, TooManyTeamsError):
            continue
        return True
    return False
