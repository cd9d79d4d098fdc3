"""`removeModelOverride`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.model_override import ModelOverrideRemoved, RemoveModelOverrideInput, RemoveModelOverrideResult

__all__ = ["remove_model_override"]


@strawberry.mutation(description="Take away all that admins set for a model. For admins.")
async def remove_model_override(info: Info, input: RemoveModelOverrideInput) -> RemoveModelOverrideResult:
    """Remove it."""
    admin = require_admin(info)
    saved = await info.context.services.model_overrides.remove(admin.user_id, input.model_id)
    return ModelOverrideRemoved(model_id=strawberry.ID(saved.model_id), listed=saved.listed)
