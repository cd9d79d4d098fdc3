"""Whose wallet a request is about: the caller's own, or that of a team they are in."""

from dataclasses import dataclass

from models.team_member import TeamMember, TeamRole
from services.identity.viewer import Viewer
from services.teams.access import may
from services.teams.errors import TeamRoleMissingError

__all__ = ["Wallet", "own_wallet", "wallet_of_team"]


@dataclass(frozen=True, slots=True)
class Wallet:
    """A wallet that the caller may see, and what of it."""

    id: str
    team_id: str | None = None
    """None: the caller's own."""
    only_member: str | None = None
    """Of the charges, the caller may see those of this user alone; None: all."""

    def charges_of(self, member_id: str | None) -> str | None:
        """Whose charges to show to a caller who asks for those of `member_id`; None: all.

        Raises TeamRoleMissingError for those of somebody else, where the caller may see their own alone.
        """
        if self.only_member is not None and member_id not in (None, self.only_member):
            raise TeamRoleMissingError(owner=False)
        return self.only_member or member_id


def own_wallet(viewer: Viewer) -> Wallet:
    """The caller's own."""
    return Wallet(viewer.wallet_id)


def wallet_of_team(member: TeamMember) -> Wallet:
    """The team's, as this member may see it: owner and admins see everybody's charges, members their own."""
    all_of_it = may(member.role, TeamRole.ADMIN)
    return Wallet(member.wallet_id, member.team_id, None if all_of_it else member.user_id)
