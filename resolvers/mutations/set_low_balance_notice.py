"""`setLowBalanceNotice`: when the caller wants to be told that their tokens run low."""

import strawberry

from models.team_member import TeamRole
from resolvers.wallets import wallet_of
from schema.context import Info, require_viewer
from schema.low_balance import (
    LowBalanceSettings,
    LowBalanceSettingsSaved,
    SetLowBalanceNoticeInput,
    SetLowBalanceNoticeResult,
)

__all__ = ["set_low_balance_notice"]


@strawberry.mutation(description="Choose when to be told that the caller's tokens run low, and whether by mail, too.")
async def set_low_balance_notice(info: Info, input: SetLowBalanceNoticeInput) -> SetLowBalanceNoticeResult:
    """Change it."""
    viewer = require_viewer(info)
    wallet = await wallet_of(info, input.team_id, least=TeamRole.ADMIN)
    user_id = viewer.user_id if input.team_id is None else None
    choice = await info.context.services.low_balances.choose(wallet.id, user_id, input.order())
    return LowBalanceSettingsSaved(settings=LowBalanceSettings.of(choice))
