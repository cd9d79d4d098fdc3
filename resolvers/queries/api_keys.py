"""`apiKeys`: the caller's API keys."""

from typing import Annotated

import strawberry

from schema.api_key import ApiKey
from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["api_keys"]


@strawberry.field(
    description="The caller's API keys, the newest first, with those that have ended. Not open to API keys."
)
async def api_keys(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[ApiKey]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("apiKeys", first, after, maximum=services.settings.max_page_size)
    page = await services.api_keys.page(viewer.user_id, request)
    return connection("apiKeys", page, node=ApiKey.of, position=lambda row: row.id, request=request)
