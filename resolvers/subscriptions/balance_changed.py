"""`balanceChanged`: the caller's balance, now and after every change."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.balance import Balance
from schema.context import Info

__all__ = ["balance_changed"]


@strawberry.subscription(
    description="What the caller's wallet holds, or that of a team: at once, then after every change, from whichever "
    "server it came. A slow reader misses values in between, never the newest. It ends for who leaves the team."
)
async def balance_changed(info: Info, team_id: TeamId = None) -> AsyncGenerator[Balance, None]:
    """Watch the wallet. A team's is asked for anew each time: who has left it sees nothing more."""
    wallet = await wallet_of(info, team_id)
    async with aclosing(info.context.services.balance_feed.watch(wallet.id)) as balances:
        async for balance in balances:
            if team_id is not None:
                await wallet_of(info, team_id)
            yield Balance.of(balance)
