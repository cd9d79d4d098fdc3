"""`models`: what can be chatted with."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.model import Model
from schema.pagination import AFTER_DESCRIPTION, Connection, connection, page_request

__all__ = ["models"]

DEFAULT_MODELS = 100


@strawberry.field(description="The models that can be chatted with: free ones first, then by id. Open to everyone.")
async def models(
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="How many rows, from 1 to MAX_PAGE_SIZE; 100 when null.")
    ] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    search: Annotated[
        str | None, strawberry.argument(description="Text to find in id or name, in any case; at most 100 characters.")
    ] = None,
    free_only: Annotated[bool | None, strawberry.argument(description="Only models whose price is zero.")] = None,
) -> Connection[Model]:
    """Read one page."""
    services = info.context.services
    request = page_request("models", first, after, maximum=services.settings.max_page_size, default=DEFAULT_MODELS)
    page = await services.model_catalog.page(request, search=search, free_only=bool(free_only))
    return connection("models", page, node=Model.of, position=lambda model: model.position, request=request)
