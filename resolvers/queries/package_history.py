"""`packageHistory`: every version of packages. For admins."""

from typing import Annotated

import strawberry

from schema.catalog_package import PackageVersion
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["package_history"]

_LIST = "packageHistory"
_ID = "Only of this package. Null: of all."


@strawberry.field(
    description="Every version of packages that are edited here, the newest first: before and after, when, and by "
    "whom. For admins."
)
async def package_history(
    info: Info,
    package_id: Annotated[strawberry.ID | None, strawberry.argument(description=_ID)] = None,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[PackageVersion]:
    """Read one page."""
    services = info.context.services
    request = page_request(_LIST, first, after, maximum=services.settings.max_page_size)
    catalog = services.catalogs.packages
    page = await catalog.history(request, package_id)
    return connection(_LIST, page, node=PackageVersion.of, position=catalog.history_position_of, request=request)
