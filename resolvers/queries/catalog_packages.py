"""`catalogPackages`: all packages, retired ones included. For admins."""

from typing import Annotated

import strawberry

from schema.catalog_package import CatalogPackage
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["catalog_packages"]

_LIST = "catalogPackages"
_RETIRED = "Only those that are retired, or only those that are not. Null: all."


@strawberry.field(description="All packages in their order, retired ones included, as admins edit them. For admins.")
async def catalog_packages(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    retired: Annotated[bool | None, strawberry.argument(description=_RETIRED)] = None,
) -> Connection[CatalogPackage]:
    """Read one page."""
    services = info.context.services
    request = page_request(_LIST, first, after, maximum=services.settings.max_page_size)
    catalog = services.catalogs.packages
    page = await catalog.page(request, retired=retired)
    return connection(_LIST, page, node=CatalogPackage.of, position=catalog.position_of, request=request)
