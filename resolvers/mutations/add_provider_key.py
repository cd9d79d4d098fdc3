"""`addProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.provider_key import AddProviderKeyInput, AddProviderKeyResult, ProviderKey, ProviderKeyAdded
from services.errors import TokentillError

__all__ = ["add_provider_key"]


@strawberry.mutation(description="Add a key of a model provider. It is sealed, and never shown again. For admins.")
async def add_provider_key(info: Info, input: AddProviderKeyInput) -> AddProviderKeyResult:
    """Add it, and map what is refused."""
    try:
        admin = require_admin(info)
        view = await info.context.services.provider_keys.add(admin.user_id, input.provider, input.key, input.fields())
    except TokentillError as error:
        return OperationRefused.of(error)
    return ProviderKeyAdded(provider_key=ProviderKey.of(view))
