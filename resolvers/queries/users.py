"""`users`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info, require_admin
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.user_account import UserAccount
from schema.user_filter import UserFilter, UserSort
from services.user_list.service import EVERYBODY

__all__ = ["users"]


@strawberry.field(
    description="All users, by page, search, filter and order, with what they hold and have used. For admins."
)
async def users(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    search: Annotated[
        str | None,
        strawberry.argument(
            description="A user's id; or how the address begins; or how words of the name begin, in any order. At most "
            "100 characters."
        ),
    ] = None,
    filter: Annotated[UserFilter | None, strawberry.argument(description="Null: all of them.")] = None,
    sort: Annotated[UserSort, strawberry.argument(description="What comes first.")] = UserSort.NEWEST,
) -> Connection[UserAccount]:
    """Read one page."""
    services = info.context.services
    require_admin(info)
    listed = f"users.{sort.value}"
    request = page_request(listed, first, after, maximum=services.settings.max_page_size)
    wanted = EVERYBODY if filter is None else filter.with_status()
    page = await services.user_list.page(wanted, search, sort.to_service(), request)
    return connection(
        listed, page, node=lambda row: UserAccount.of(row.user), position=lambda row: row.position, request=request
    )
