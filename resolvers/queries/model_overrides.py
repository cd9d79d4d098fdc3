"""`modelOverrides`: what admins set for models. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.model_override import ModelOverride
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["model_overrides"]


@strawberry.field(description="All that admins set for models, by model id. For admins.")
async def model_overrides(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[ModelOverride]:
    """Read one page."""
    services = info.context.services
    request = page_request("modelOverrides", first, after, maximum=services.settings.max_page_size)
    page = await services.model_overrides.page(request)
    return connection(
        "modelOverrides", page, node=ModelOverride.of, position=lambda saved: saved.model_id, request=request
    )
