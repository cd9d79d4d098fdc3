"""`auditLog`: for admins."""

from typing import Annotated

import strawberry

from schema.audit_log import AdminAction, AuditLogFilter
from schema.context import Info, require_admin
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from services.admin.log import AuditLogFilter as ServiceFilter

__all__ = ["audit_log"]


@strawberry.field(
    description="Who of the admins did what to whom, and from which values to which; the newest first. For admins."
)
async def audit_log(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    filter: Annotated[AuditLogFilter | None, strawberry.argument(description="Null: all of them.")] = None,
) -> Connection[AdminAction]:
    """Read one page."""
    services = info.context.services
    require_admin(info)
    request = page_request("auditLog", first, after, maximum=services.settings.max_page_size)
    page = await services.audit_log.page(ServiceFilter() if filter is None else filter.to_service(), request)
    return connection("auditLog", page, node=AdminAction.of, position=lambda row: row.id, request=request)
