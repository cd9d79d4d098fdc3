"""`usageHistory`: what the caller was charged for."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.usage import UsageFilterInput, UsageRecord

__all__ = ["usage_history"]


@strawberry.field(
    description="Charges to the caller's wallet for model tokens, newest first. Pages stay what they are while new "
    "charges arrive."
)
async def usage_history(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    filter: Annotated[UsageFilterInput | None, strawberry.argument(description="Which charges; null: all.")] = None,
) -> Connection[UsageRecord]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("usageHistory", first, after, maximum=services.settings.max_page_size)
    wanted = (filter or UsageFilterInput()).to_service()
    page = await services.usage.history(viewer.wallet_id, wanted, request)
    return connection("usageHistory", page, node=UsageRecord.of, position=lambda row: str(row.seq), request=request)
