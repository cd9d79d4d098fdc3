"""`team`: one team."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.team import Team

__all__ = ["team"]


@strawberry.field(description="A team that the caller is in. Any other is NOT_FOUND.")
async def team(info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]) -> Team:
    """Read it."""
    viewer = require_viewer(info)
    return Team.of(*await info.context.services.teams.get(viewer.user_id, id))
