"""`revokeApiKey`: a key ends."""

import strawberry

from schema.api_key import ApiKey, ApiKeyRevoked, RevokeApiKeyInput, RevokeApiKeyResult
from schema.context import Info, require_viewer

__all__ = ["revoke_api_key"]


@strawberry.mutation(
    description="End an API key, at once; what it has open ends within 5 s. Repeating it is no error. Not open to API "
    "keys."
)
async def revoke_api_key(info: Info, input: RevokeApiKeyInput) -> RevokeApiKeyResult:
    """End it."""
    viewer = require_viewer(info)
    key = await info.context.services.api_keys.revoke(viewer.user_id, input.api_key_id)
    return ApiKeyRevoked(api_key=ApiKey.of(key))
