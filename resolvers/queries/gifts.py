"""`gifts`: tokens that others gave to the caller."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.gift import Gift
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["gifts"]


@strawberry.field(description="Gifts that the caller received, the newest purchase first.")
async def gifts(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Gift]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("gifts", first, after, maximum=services.settings.max_page_size)
    page = await services.payments.gifts(viewer, request)
    return connection("gifts", page, node=Gift.of, position=lambda row: row.payment_id, request=request)
