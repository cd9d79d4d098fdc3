"""`deleteMyAccount`: the caller is erased, for good."""

import strawberry

from schema.account_deletion import AccountDeleted, DeleteMyAccountInput, DeleteMyAccountResult
from schema.context import Info, require_viewer

__all__ = ["delete_my_account"]


@strawberry.mutation(
    description="Delete the caller's account. It cannot be undone; what is left is in docs/account.md."
)
async def delete_my_account(info: Info, input: DeleteMyAccountInput) -> DeleteMyAccountResult:
    """Delete it."""
    viewer = require_viewer(info)
    await info.context.services.erasures.delete_mine(viewer, confirm=input.confirm, password=input.password)
    return AccountDeleted(user_id=strawberry.ID(viewer.user_id))
