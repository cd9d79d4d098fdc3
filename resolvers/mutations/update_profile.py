"""`updateProfile`: how the caller is called and pictured."""

import strawberry

from schema.context import Info, require_viewer
from schema.profile import ProfileUpdated, UpdateProfileInput, UpdateProfileResult
from schema.user import User

__all__ = ["update_profile"]


@strawberry.mutation(description="Change the caller's name or picture.")
async def update_profile(info: Info, input: UpdateProfileInput) -> UpdateProfileResult:
    """Change it."""
    user_id = require_viewer(info).user_id
    account = await info.context.services.profiles.update(user_id, input.changes())
    return ProfileUpdated(user=User.of(account))
