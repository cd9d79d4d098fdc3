"""`setModelOverride`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.model_override import ModelOverride, ModelOverrideSet, SetModelOverrideInput, SetModelOverrideResult
from services.errors import TokentillError

__all__ = ["set_model_override"]


@strawberry.mutation(description="Hide, rename, price or mark a model, whatever its provider says. For admins.")
async def set_model_override(info: Info, input: SetModelOverrideInput) -> SetModelOverrideResult:
    """Set it, and map what is refused. Chats that have begun keep their rates."""
    try:
        admin = require_admin(info)
        saved = await info.context.services.model_overrides.set(admin.user_id, input.model_id, input.changes())
    except TokentillError as error:
        return OperationRefused.of(error)
    return ModelOverrideSet(override=ModelOverride.of(saved))
