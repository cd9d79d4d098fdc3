"""`alerts`: for admins."""

from typing import Annotated

import strawberry

from schema.alert import Alert
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["alerts"]


@strawberry.field(description="What is wrong, the newest first. For admins.")
async def alerts(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    is_open: Annotated[
        bool | None,
        strawberry.argument(name="open", description="What goes on (true) or is over (false). Null: both."),
    ] = None,
) -> Connection[Alert]:
    """Read one page."""
    services = info.context.services
    request = page_request("alerts", first, after, maximum=services.settings.max_page_size)
    page = await services.alerts.page(request, is_open=is_open)
    return connection("alerts", page, node=Alert.of, position=lambda row: row.id, request=request)
