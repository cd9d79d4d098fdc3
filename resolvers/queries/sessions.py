"""`sessions`: where the caller is signed in."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.open_session import OpenSession
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["sessions"]


@strawberry.field(description="The caller's open sessions, the newest first. Not open to API keys.")
async def sessions(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[OpenSession]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("sessions", first, after, maximum=services.settings.max_page_size)
    page = await services.identity.open_sessions(viewer.user_id, request)
    node = OpenSession.seen_from(viewer.session_id)
    return connection("sessions", page, node=node, position=lambda row: row.id, request=request)
