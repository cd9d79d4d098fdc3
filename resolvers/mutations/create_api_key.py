"""`createApiKey`: a key for a program."""

import strawberry

from schema.api_key import ApiKeyCreated, CreateApiKeyInput, CreateApiKeyResult
from schema.context import Info, require_viewer

__all__ = ["create_api_key"]


@strawberry.mutation(
    description="Make an API key, with which a program acts for its user; 20 at a time. Not open to API keys."
)
async def create_api_key(info: Info, input: CreateApiKeyInput) -> CreateApiKeyResult:
    """Make it."""
    made = await info.context.services.api_keys.create(require_viewer(info), input.order())
    return ApiKeyCreated.of(made)
