"""`cancelBulkGrant`: for admins."""

import strawberry

from schema.bulk_grant import BulkGrant, BulkGrantChanged, BulkGrantResult, CancelBulkGrantInput
from schema.context import Info, require_admin

__all__ = ["cancel_bulk_grant"]


@strawberry.mutation(
    description="Stop a bulk grant. Who has the tokens keeps them; nobody further gets any, but for those whom it is "
    "just granting. For admins."
)
async def cancel_bulk_grant(info: Info, input: CancelBulkGrantInput) -> BulkGrantResult:
    """Stop it."""
    admin = require_admin(info)
    stopped = await info.context.services.bulk_grants.cancel(admin.user_id, input.bulk_grant_id, input.reason)
    return BulkGrantChanged(bulk_grant=BulkGrant.of(stopped))
