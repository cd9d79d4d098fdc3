"""`lowBalance`: whether the caller's tokens run low."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.low_balance import LowBalance

__all__ = ["low_balance"]


@strawberry.subscription(
    description="Whether the caller's tokens run low, or those of a team: at once, then each time that they fall below "
    "the threshold of `lowBalanceNotice`, with a notice, or are not below it any more, whichever server saw it. A slow "
    "reader gets the newest alone."
)
async def low_balance(info: Info, team_id: TeamId = None) -> AsyncGenerator[LowBalance, None]:
    """Watch the wallet. A team's is asked for anew each time: who has left it sees nothing more."""
    wallet = await wallet_of(info, team_id)
    async with aclosing(info.context.services.low_balance_feed.watch(wallet.id)) as notices:
        async for row in notices:
            if team_id is not None:
                await wallet_of(info, team_id)
            yield LowBalance.of(row)
