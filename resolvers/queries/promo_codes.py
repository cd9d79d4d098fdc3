"""`promoCodes`: all promo codes. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.promo_code import PromoCode

__all__ = ["promo_codes"]


@strawberry.field(description="All promo codes, in the order of the alphabet. For admins.")
async def promo_codes(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[PromoCode]:
    """Read one page."""
    services = info.context.services
    request = page_request("promoCodes", first, after, maximum=services.settings.max_page_size)
    page = await services.promotions.page(request)
    return connection("promoCodes", page, node=PromoCode.of, position=lambda row: row.code, request=request)
