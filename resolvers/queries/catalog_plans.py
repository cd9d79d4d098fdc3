"""`catalogPlans`: all plans, retired ones included. For admins."""

from typing import Annotated

import strawberry

from schema.catalog_plan import CatalogPlan
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["catalog_plans"]

_LIST = "catalogPlans"
_RETIRED = "Only those that are retired, or only those that are not. Null: all."


@strawberry.field(description="All plans in their order, retired ones included, as admins edit them. For admins.")
async def catalog_plans(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    retired: Annotated[bool | None, strawberry.argument(description=_RETIRED)] = None,
) -> Connection[CatalogPlan]:
    """Read one page."""
    services = info.context.services
    request = page_request(_LIST, first, after, maximum=services.settings.max_page_size)
    catalog = services.catalogs.plans
    page = await catalog.page(request, retired=retired)
    return connection(_LIST, page, node=CatalogPlan.of, position=catalog.position_of, request=request)
