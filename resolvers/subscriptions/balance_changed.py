"""`balanceChanged`: the caller's balance, now and after every change."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from schema.balance import Balance
from schema.context import Info, require_viewer

__all__ = ["balance_changed"]


@strawberry.subscription(
    description="What the caller's wallet holds: at once, then after every change, from whichever server it came. "
    "A slow reader misses values in between, never the newest."
)
async def balance_changed(info: Info) -> AsyncGenerator[Balance, None]:
    """Watch the wallet."""
    viewer = require_viewer(info)
    async with aclosing(info.context.services.balance_feed.watch(viewer.wallet_id)) as balances:
        async for balance in balances:
            yield Balance.of(balance)
