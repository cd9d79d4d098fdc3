"""`allTeams`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info, require_admin
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.team_account import TeamAccount

__all__ = ["all_teams"]


@strawberry.field(
    description="All teams, or those that a user is in, the newest first, with what they hold. For admins."
)
async def all_teams(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    user_id: Annotated[
        strawberry.ID | None, strawberry.argument(description="Whose teams, of those that are open. Null: all teams.")
    ] = None,
) -> Connection[TeamAccount]:
    """Read one page."""
    services = info.context.services
    require_admin(info)
    request = page_request("allTeams", first, after, maximum=services.settings.max_page_size)
    page = await services.teams.listing.page(user_id, request)
    return connection("allTeams", page, node=TeamAccount.of, position=lambda row: row.id, request=request)
