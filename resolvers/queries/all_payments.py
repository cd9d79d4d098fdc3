"""`allPayments`: everybody's, for admins."""

from datetime import datetime
from typing import Annotated

import strawberry

import models.payment as stored
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.payment import PaymentMethod, PaymentStatus
from schema.sale import SoldPayment
from services.sales import SalesFilter

__all__ = ["all_payments"]


@strawberry.field(description="Everybody's payments, the newest first. What is null does not limit. For admins.")
async def all_payments(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    user_id: Annotated[strawberry.ID | None, strawberry.argument(description="Payments of this user.")] = None,
    status: Annotated[PaymentStatus | None, strawberry.argument(description="Payments that stand so.")] = None,
    method: Annotated[PaymentMethod | None, strawberry.argument(description="Payments by this way to pay.")] = None,
    currency: Annotated[str | None, strawberry.argument(description="ISO 4217, in upper case.")] = None,
    from_: Annotated[
        datetime | None, strawberry.argument(name="from", description="Those started at this moment or later.")
    ] = None,
    to: Annotated[datetime | None, strawberry.argument(description="Those started before this moment.")] = None,
) -> Connection[SoldPayment]:
    """Read one page."""
    services = info.context.services
    request = page_request("allPayments", first, after, maximum=services.settings.max_page_size)
    wanted = SalesFilter(
        user_id=user_id,
        status=None if status is None else stored.PaymentStatus(str(status.value)),
        method=None if method is None else stored.PaymentMethod(str(method.value)),
        currency=currency,
        since=from_,
        until=to,
    )
    page = await services.sales.payments(wanted, request)
    return connection("allPayments", page, node=SoldPayment.of, position=lambda row: row.id, request=request)
