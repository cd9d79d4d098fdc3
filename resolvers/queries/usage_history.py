"""`usageHistory`: what the caller was charged for."""

from typing import Annotated

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.usage import UsageFilterInput, UsageRecord

__all__ = ["usage_history"]


@strawberry.field(
    description="Charges to the caller's wallet for model tokens, or to a team's, newest first. Pages stay what they "
    "are while new charges arrive. Of a team's, owner and admins see all, members their own."
)
async def usage_history(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    filter: Annotated[UsageFilterInput | None, strawberry.argument(description="Which charges; null: all.")] = None,
    team_id: TeamId = None,
) -> Connection[UsageRecord]:
    """Read one page."""
    services = info.context.services
    wallet = await wallet_of(info, team_id)
    request = page_request("usageHistory", first, after, maximum=services.settings.max_page_size)
    asked = filter or UsageFilterInput()
    wanted = asked.to_service(wallet.charges_of(asked.member_id))
    page = await services.usage.history(wallet.id, wanted, request)
    return connection("usageHistory", page, node=UsageRecord.of, position=lambda row: str(row.seq), request=request)
