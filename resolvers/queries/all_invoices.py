"""`allInvoices`: those of everybody's subscriptions, for admins."""

from datetime import datetime
from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.sale import SoldInvoice
from services.sales import SalesFilter
from services.sales.service import position_of_invoice

__all__ = ["all_invoices"]


@strawberry.field(
    description="Paid invoices of everybody's subscriptions, the one paid last first. What is null does not limit. "
    "For admins."
)
async def all_invoices(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    user_id: Annotated[strawberry.ID | None, strawberry.argument(description="Invoices of this user.")] = None,
    currency: Annotated[str | None, strawberry.argument(description="ISO 4217, in upper case.")] = None,
    from_: Annotated[
        datetime | None, strawberry.argument(name="from", description="Those paid at this moment or later.")
    ] = None,
    to: Annotated[datetime | None, strawberry.argument(description="Those paid before this moment.")] = None,
) -> Connection[SoldInvoice]:
    """Read one page."""
    services = info.context.services
    request = page_request("allInvoices", first, after, maximum=services.settings.max_page_size)
    wanted = SalesFilter(user_id=user_id, currency=currency, since=from_, until=to)
    page = await services.sales.invoices(wanted, request)
    return connection("allInvoices", page, node=SoldInvoice.of, position=position_of_invoice, request=request)
