"""`overview`: the business in a range of time, for admins."""

from datetime import datetime
from typing import Annotated

import strawberry

from schema.context import Info
from schema.overview import Overview
from schema.usage_stats import TimeBucket
from services.usage import StatsRange

__all__ = ["overview"]


@strawberry.field(
    description="Usage, money, people, and how the models do, in a range of time that is widened to whole quarters of "
    "an hour. For admins."
)
async def overview(
    info: Info,
    from_: Annotated[datetime, strawberry.argument(name="from", description="What happened at this moment or later.")],
    to: Annotated[datetime, strawberry.argument(description="What happened before this moment.")],
    bucket: Annotated[
        TimeBucket | None, strawberry.argument(description="The unit of the series; at most 2000 of them. Null: days.")
    ] = None,
    timezone: Annotated[
        str | None,
        strawberry.argument(description="IANA name such as Asia/Kolkata; its local times begin the parts. Null: UTC."),
    ] = None,
) -> Overview:
    """Put it together."""
    wanted = StatsRange(
        since=from_, until=to, bucket=(bucket or TimeBucket.DAY).to_service(), timezone=timezone or "UTC"
    )
    return Overview.of(await info.context.services.overviews.overview(wanted))
