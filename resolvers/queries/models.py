"""`models`: what can be chatted with."""

from typing import Annotated

import strawberry

from gateways.providers import Capability
from schema.context import Info
from schema.model import Model, ModelCapability, ModelSort
from schema.pagination import AFTER_DESCRIPTION, Connection, connection, page_request
from services.catalog.listing import ModelOrder, ModelQuery

__all__ = ["models"]

DEFAULT_MODELS = 100
_PROVIDER = "Who serves it, such as `openrouter`, or who made it: what stands in its id before the slash."


@strawberry.field(description="The models that can be chatted with, free ones first. Open to everyone.")
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
    provider: Annotated[str | None, strawberry.argument(description=_PROVIDER)] = None,
    capabilities: Annotated[
        list[ModelCapability] | None, strawberry.argument(description="Only models that can do all of these.")
    ] = None,
    sort: Annotated[ModelSort | None, strawberry.argument(description="The order; by id when null.")] = None,
) -> Connection[Model]:
    """Read one page."""
    services = info.context.services
    request = page_request("models", first, after, maximum=services.settings.max_page_size, default=DEFAULT_MODELS)
    query = ModelQuery(
        search=search,
        provider=provider,
        free_only=bool(free_only),
        capabilities=frozenset(Capability(str(each.value)) for each in capabilities or ()),
        order=ModelOrder.ID if sort is None else ModelOrder(str(sort.value)),
    )
    page = await services.model_catalog.page(request, query)
    default_id = await services.model_catalog.default_id()
    return connection(
        "models",
        page,
        node=lambda placed: Model.of(placed.model, default_id),
        position=lambda placed: placed.position,
        request=request,
    )
