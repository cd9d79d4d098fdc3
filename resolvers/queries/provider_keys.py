"""`providerKeys`: keys of model providers, masked. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.provider_key import ProviderKey

__all__ = ["provider_keys"]


@strawberry.field(
    description="Keys of model providers, masked, with what was used of them; those of the settings last. For admins."
)
async def provider_keys(
    info: Info,
    provider: Annotated[
        str | None, strawberry.argument(description="Keys of this provider only. Null: of all.")
    ] = None,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[ProviderKey]:
    """Read one page."""
    services = info.context.services
    request = page_request("providerKeys", first, after, maximum=services.settings.max_page_size)
    page = await services.provider_keys.page(request, provider)
    return connection("providerKeys", page, node=ProviderKey.of, position=lambda view: view.key.id, request=request)
