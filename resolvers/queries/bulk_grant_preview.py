"""`bulkGrantPreview`: for admins."""

from typing import Annotated

import strawberry

from schema.bulk_grant import BulkGrantPreview, BulkGrantPreviewInput
from schema.context import Info, require_admin

__all__ = ["bulk_grant_preview"]


@strawberry.field(description="To how many users a bulk grant would give how much. Nothing is granted. For admins.")
async def bulk_grant_preview(
    info: Info, input: Annotated[BulkGrantPreviewInput, strawberry.argument(description="What and to whom.")]
) -> BulkGrantPreview:
    """Count them."""
    require_admin(info)
    return BulkGrantPreview.of(await info.context.services.bulk_grants.preview(input.filter(), input.amount))
