"""`setModelOverride`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.model_override import ModelOverride, ModelOverrideSet, SetModelOverrideInput, SetModelOverrideResult

__all__ = ["set_model_override"]


@strawberry.mutation(description="Hide, rename, price or mark a model, whatever its provider says. For admins.")
async def set_model_override(info: Info, input: SetModelOverrideInput) -> SetModelOverrideResult:
    """Set it. Chats that have begun keep their rates."""
    admin = require_admin(info)
    saved = await info.context.services.model_overrides.set(admin.user_id, input.model_id, input.changes())
    return ModelOverrideSet(override=ModelOverride.of(saved))
