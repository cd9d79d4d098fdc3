"""`setLowBalanceNotice`: when the caller wants to be told that their tokens run low."""

import strawberry

from models.team_member import TeamRole
from resolvers.wallets import wallet_of
from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.low_balance import (
    LowBalanceSettings,
    LowBalanceSettingsSaved,
    SetLowBalanceNoticeInput,
    SetLowBalanceNoticeResult,
)
from services.errors import TokentillError

__all__ = ["set_low_balance_notice"]


@strawberry.mutation(description="Choose when to be told that the caller's tokens run low, and whether by mail, too.")
async def set_low_balance_notice(info: Info, input: SetLowBalanceNoticeInput) -> SetLowBalanceNoticeResult:
    """Change it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        wallet = await wallet_of(info, input.team_id, least=TeamRole.ADMIN)
        user_id = viewer.user_id if input.team_id is None else None
        choice = await info.context.services.low_balances.choose(wallet.id, user_id, input.order())
    except TokentillError as error:
        return OperationRefused.of(error)
    return LowBalanceSettingsSaved(settings=LowBalanceSettings.of(choice))
