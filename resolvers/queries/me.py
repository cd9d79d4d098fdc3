"""`me`: who is calling."""

import strawberry

from schema.context import Info, require_viewer
from schema.user import User

__all__ = ["me"]


@strawberry.field(description="The signed-in user.")
async def me(info: Info) -> User:
    """Read the caller's account."""
    viewer = require_viewer(info)
    return User.of(await info.context.services.identity.profile(viewer.user_id))
