"""Who is told of a wallet: its user, or the owner of the team whose it is. Nobody who may not act."""

from dataclasses import dataclass

from models.team import Team
from models.team_member import TeamMember, TeamRole
from models.user import User, UserStatus

__all__ = ["Owner", "owner_of"]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is told."""

    user: User
    team_id: str | None = None
    """Whose the wallet is; None: the user's own."""


async def owner_of(wallet: str) -> Owner | None:
    """None: nobody. Raises PyMongoError."""
    active = {"status": UserStatus.ACTIVE.value}
    user = await User.find_one({"wallet_id": wallet})
    if user is not None:
        return Owner(user) if user.status is UserStatus.ACTIVE else None
    team = await Team.find_one({"wallet_id": wallet, "closed_at": None})
    if team is None:
        return None
    member = await TeamMember.find_one({"team_id": team.id, "role": {"$eq": TeamRole.OWNER.value, "$type": "string"}})
    user = None if member is None else await User.find_one({"_id": member.user_id, **active})
    return None if user is None else Owner(user, team.id)
