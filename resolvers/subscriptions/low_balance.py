"""`lowBalance`: whether the caller's tokens run low."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from schema.context import Info, require_viewer
from schema.low_balance import LowBalance

__all__ = ["low_balance"]


@strawberry.subscription(
    description="Whether the caller's tokens run low: at once, then each time that they fall below the threshold of "
    "`lowBalanceNotice`, with a notice, or are not below it any more, whichever server saw it. A slow reader gets the "
    "newest alone."
)
async def low_balance(info: Info) -> AsyncGenerator[LowBalance, None]:
    """Watch the wallet."""
    viewer = require_viewer(info)
    async with aclosing(info.context.services.low_balance_feed.watch(viewer.wallet_id)) as notices:
        async for row in notices:
            yield LowBalance.of(row)
