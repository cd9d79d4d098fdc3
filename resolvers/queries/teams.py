"""`teams`: the teams that the caller is in."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.team import Team

__all__ = ["teams"]


@strawberry.field(description="The teams that the caller is in, the oldest first.")
async def teams(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Team]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("teams", first, after, maximum=services.settings.max_page_size)
    page = await services.teams.page(viewer.user_id, request)
    return connection("teams", page, node=lambda row: Team.of(*row), position=lambda row: row[0].id, request=request)
