"""`paymentsForReview`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.review import Review
from services.reviews.store import position_of

__all__ = ["payments_for_review"]


@strawberry.field(
    description="Payments, subscriptions and events that are flagged and wait for a decision, the newest first. "
    "For admins."
)
async def payments_for_review(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Review]:
    """Read one page."""
    services = info.context.services
    request = page_request("paymentsForReview", first, after, maximum=services.settings.max_page_size)
    page = await services.reviews.waiting(request)
    return connection("paymentsForReview", page, node=Review.of, position=position_of, request=request)
