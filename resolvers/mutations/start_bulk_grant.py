"""`startBulkGrant`: for admins."""

import strawberry

from schema.bulk_grant import BulkGrant, BulkGrantChanged, BulkGrantResult, StartBulkGrantInput
from schema.context import Info, require_admin

__all__ = ["start_bulk_grant"]


@strawberry.mutation(
    description="Give tokens to every active user whom the filter matches, each once. It goes on by itself, on "
    "whichever server, through every crash; `bulkGrants` tells how far it is. Users who come later are not in it. For "
    "admins."
)
async def start_bulk_grant(info: Info, input: StartBulkGrantInput) -> BulkGrantResult:
    """Begin it."""
    admin = require_admin(info)
    begun = await info.context.services.bulk_grants.start(admin.user_id, input.order(), input.idempotency_key)
    return BulkGrantChanged(bulk_grant=BulkGrant.of(begun))
