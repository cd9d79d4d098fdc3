"""`usageStats`: the caller's charges, summed up."""

from datetime import datetime
from typing import Annotated

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.usage_stats import TimeBucket, UsageGrouping, UsageStats, UsageStatsFilterInput
from services.usage import StatsRange

__all__ = ["usage_stats"]


@strawberry.field(
    description="Charges to the caller's wallet, or to a team's, in a range of time: totals, a series, and by what "
    "charges are told apart by. Exact, however many there are. Of a team's, owner and admins sum up all, members their "
    "own."
)
async def usage_stats(
    info: Info,
    from_: Annotated[datetime, strawberry.argument(name="from", description="Charges at this moment or later.")],
    to: Annotated[datetime, strawberry.argument(description="Charges before this moment.")],
    bucket: Annotated[
        TimeBucket, strawberry.argument(description="The unit of the series; at most 2000 of them.")
    ] = TimeBucket.DAY,
    timezone: Annotated[
        str, strawberry.argument(description="IANA name such as Europe/Berlin; its local times begin the parts.")
    ] = "UTC",
    filter: Annotated[
        UsageStatsFilterInput | None, strawberry.argument(description="Which charges; null: all of the range.")
    ] = None,
    group_by: Annotated[
        UsageGrouping | None, strawberry.argument(description="What `groups` has a series for each of.")
    ] = None,
    team_id: TeamId = None,
) -> UsageStats:
    """Sum up."""
    wallet = await wallet_of(info, team_id)
    asked = filter or UsageStatsFilterInput()
    wanted = StatsRange(
        since=from_,
        until=to,
        bucket=bucket.to_service(),
        timezone=timezone,
        filter=asked.to_service(wallet.charges_of(asked.member_id)),
        group_by=None if group_by is None else group_by.to_service(),
    )
    return UsageStats(wallet=wallet.id, stats=await info.context.services.usage.stats(wallet.id, wanted))
