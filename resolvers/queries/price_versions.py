"""`priceVersions`: by what charges were reckoned. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.price_version import PriceVersion
from services.catalog.price_history import price_version_position
from services.catalog.price_history import price_versions as read_versions

__all__ = ["price_versions"]

_VERSION = "Only this one, such as the `pricing.version` of a charge. Null: all."


@strawberry.field(
    description="Every version that models' prices have had in a chat, those that came last first. For admins."
)
async def price_versions(
    info: Info,
    version: Annotated[strawberry.ID | None, strawberry.argument(description=_VERSION)] = None,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[PriceVersion]:
    """Read one page."""
    request = page_request("priceVersions", first, after, maximum=info.context.services.settings.max_page_size)
    page = await read_versions(request, version)
    return connection("priceVersions", page, node=PriceVersion.of, position=price_version_position, request=request)
