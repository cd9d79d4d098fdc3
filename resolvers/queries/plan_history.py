"""`planHistory`: every version of plans. For admins."""

from typing import Annotated

import strawberry

from schema.catalog_plan import PlanVersion
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["plan_history"]

_LIST = "planHistory"
_ID = "Only of this plan. Null: of all."


@strawberry.field(
    description="Every version of plans that are edited here, the newest first: before and after, when, and by whom. "
    "For admins."
)
async def plan_history(
    info: Info,
    plan_id: Annotated[strawberry.ID | None, strawberry.argument(description=_ID)] = None,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[PlanVersion]:
    """Read one page."""
    services = info.context.services
    request = page_request(_LIST, first, after, maximum=services.settings.max_page_size)
    catalog = services.catalogs.plans
    page = await catalog.history(request, plan_id)
    return connection(_LIST, page, node=PlanVersion.of, position=catalog.history_position_of, request=request)
