"""Which wallet a field is about: one shared first step of every field that takes a `teamId`."""

from typing import Annotated

import strawberry

from models.team_member import TeamRole
from schema.context import Info, require_viewer
from services.teams import Wallet, own_wallet

__all__ = ["TeamId", "wallet_of"]

TeamId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="A team that the caller is in, whose wallet it is about. Null: the caller's own."),
]


async def wallet_of(info: Info, team_id: str | None, least: TeamRole = TeamRole.MEMBER) -> Wallet:
    """The caller's own wallet, or that of a team in which they have at least the role `least`.

    Of its charges they may see those of `only_member` alone, if that is not None. Raises NotAuthenticatedError,
    NotFoundError for who is not in the team, TeamRoleMissingError, TeamsNotOfferedError and TeamsUnavailableError.
    """
    viewer = require_viewer(info)
    if team_id is None:
        return own_wallet(viewer)
    return await info.context.services.teams.wallet(viewer.user_id, team_id, least)
