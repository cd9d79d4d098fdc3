"""`updateProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.provider_key import ProviderKey, ProviderKeyUpdated, UpdateProviderKeyInput, UpdateProviderKeyResult
from services.errors import TokentillError

__all__ = ["update_provider_key"]


@strawberry.mutation(description="Rename, limit, price or switch a provider's key. For admins.")
async def update_provider_key(info: Info, input: UpdateProviderKeyInput) -> UpdateProviderKeyResult:
    """Change it, and map what is refused."""
    try:
        admin = require_admin(info)
        view = await info.context.services.provider_keys.update(admin.user_id, input.key_id, input.fields())
    except TokentillError as error:
        return OperationRefused.of(error)
    return ProviderKeyUpdated(provider_key=ProviderKey.of(view))
