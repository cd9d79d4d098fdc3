"""Whether whoever asked for an export may still read what is in it."""

from models.team_member import TeamMember, TeamRole
from models.usage_export import UsageExport
from models.user import Role, User
from services.teams.access import IN_TEAM, may

__all__ = ["may_read"]


async def may_read(export: UsageExport, *, as_admin: bool) -> bool:
    """Judged by what its user is now. Without `as_admin` they are looked at as a mere user, as by a key for reading."""
    user = await User.get(export.id)
    if user is None:
        return False
    if export.wallet_id == user.wallet_id or (as_admin and user.role is Role.ADMIN):
        return True
    if export.wallet_id is None:
        return False
    member = await TeamMember.find_one({"user_id": user.id, "wallet_id": export.wallet_id, **IN_TEAM})
    if member is None:
        return False
    return may(member.role, TeamRole.ADMIN) or export.filter.get("member_id") == user.id
