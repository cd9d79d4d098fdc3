"""`removeProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.provider_key import ProviderKeyRemoved, RemoveProviderKeyInput, RemoveProviderKeyResult
from services.errors import TokentillError

__all__ = ["remove_provider_key"]


@strawberry.mutation(description="Forget a provider's key. Replies that are being written end with it. For admins.")
async def remove_provider_key(info: Info, input: RemoveProviderKeyInput) -> RemoveProviderKeyResult:
    """Remove it, and map what is refused."""
    try:
        admin = require_admin(info)
        await info.context.services.provider_keys.remove(admin.user_id, input.key_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return ProviderKeyRemoved(key_id=input.key_id)
