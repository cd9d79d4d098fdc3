"""`testProviderKey`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.provider_key import ProviderKeyTested, TestProviderKeyInput, TestProviderKeyResult

__all__ = ["test_provider_key"]


@strawberry.mutation(
    description="Have a model begin a reply of a few tokens with this key and no other. A good key ends its rest, one "
    "that is refused begins one. For admins."
)
async def test_provider_key(info: Info, input: TestProviderKeyInput) -> TestProviderKeyResult:
    """Test it."""
    admin = require_admin(info)
    tested = await info.context.services.provider_keys.test(admin.user_id, input.key_id, input.model_id)
    return ProviderKeyTested.of(tested)
