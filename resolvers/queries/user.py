"""`user`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info, require_admin
from schema.user_account import UserAccount
from services.errors import NotFoundError

__all__ = ["user"]


@strawberry.field(
    description="One user, with what they hold, used and paid, where they are signed in, and what admins did to them. "
    "Null: there is none. For admins."
)
async def user(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The user's id.")]
) -> UserAccount | None:
    """Read the user; what is asked for beyond that is read when it is asked for."""
    require_admin(info)
    try:
        return UserAccount.of(await info.context.services.user_list.find(id))
    except NotFoundError:
        return None
