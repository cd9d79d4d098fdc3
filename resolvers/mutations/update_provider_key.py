"""`updateProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.provider_key import ProviderKey, ProviderKeyUpdated, UpdateProviderKeyInput, UpdateProviderKeyResult

__all__ = ["update_provider_key"]


@strawberry.mutation(description="Rename, limit, price or switch a provider's key. For admins.")
async def update_provider_key(info: Info, input: UpdateProviderKeyInput) -> UpdateProviderKeyResult:
    """Change it."""
    admin = require_admin(info)
    view = await info.context.services.provider_keys.update(admin.user_id, input.key_id, input.fields())
    return ProviderKeyUpdated(provider_key=ProviderKey.of(view))
