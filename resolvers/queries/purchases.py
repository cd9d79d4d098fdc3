"""`purchases`: the caller's payments."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.payment import Payment
from schema.purchase_filter import PurchaseFilter
from services.payments.history import EVERYTHING

__all__ = ["purchases"]


@strawberry.field(description="The caller's payments, newest first.")
async def purchases(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    filter: Annotated[PurchaseFilter | None, strawberry.argument(description="Null: all of them.")] = None,
) -> Connection[Payment]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("purchases", first, after, maximum=services.settings.max_page_size)
    chosen = EVERYTHING if filter is None else filter.to_service()
    page = await services.payments.history(viewer, request, chosen)
    return connection("purchases", page, node=Payment.of, position=lambda row: row.id, request=request)
