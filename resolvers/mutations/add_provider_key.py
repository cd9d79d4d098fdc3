"""`addProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.provider_key import AddProviderKeyInput, AddProviderKeyResult, ProviderKey, ProviderKeyAdded

__all__ = ["add_provider_key"]


@strawberry.mutation(description="Add a key of a model provider. It is sealed, and never shown again. For admins.")
async def add_provider_key(info: Info, input: AddProviderKeyInput) -> AddProviderKeyResult:
    """Add it."""
    admin = require_admin(info)
    view = await info.context.services.provider_keys.add(admin.user_id, input.provider, input.key, input.fields())
    return ProviderKeyAdded(provider_key=ProviderKey.of(view))
