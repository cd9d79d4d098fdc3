"""`removeProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.provider_key import ProviderKeyRemoved, RemoveProviderKeyInput, RemoveProviderKeyResult

__all__ = ["remove_provider_key"]


@strawberry.mutation(description="Forget a provider's key. Replies that are being written end with it. For admins.")
async def remove_provider_key(info: Info, input: RemoveProviderKeyInput) -> RemoveProviderKeyResult:
    """Remove it."""
    admin = require_admin(info)
    await info.context.services.provider_keys.remove(admin.user_id, input.key_id)
    return ProviderKeyRemoved(key_id=input.key_id)
