"""`lowBalanceNotice`: when the caller is told that their tokens run low."""

import strawberry

from resolvers.wallets import TeamId, wallet_of
from schema.context import Info
from schema.low_balance import LowBalanceSettings

__all__ = ["low_balance_notice"]


@strawberry.field(
    description="When the caller is told that their tokens run low, or those of a team, by `lowBalance` and by mail."
)
async def low_balance_notice(info: Info, team_id: TeamId = None) -> LowBalanceSettings:
    """Read it."""
    wallet = await wallet_of(info, team_id)
    return LowBalanceSettings.of(await info.context.services.low_balances.of(wallet.id))
