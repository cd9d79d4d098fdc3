"""`bulkGrants`: for admins."""

from typing import Annotated

import strawberry

from schema.bulk_grant import BulkGrant
from schema.context import Info, require_admin
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["bulk_grants"]


@strawberry.field(description="Bulk grants and how far they are, the newest first. For admins.")
async def bulk_grants(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[BulkGrant]:
    """Read one page."""
    services = info.context.services
    require_admin(info)
    request = page_request("bulkGrants", first, after, maximum=services.settings.max_page_size)
    page = await services.bulk_grants.page(request)
    return connection("bulkGrants", page, node=BulkGrant.of, position=lambda row: row.id, request=request)
