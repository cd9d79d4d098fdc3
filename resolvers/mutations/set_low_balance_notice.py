"""`setLowBalanceNotice`: when the caller wants to be told that their tokens run low."""

import strawberry

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
        choice = await info.context.services.low_balances.choose(require_viewer(info), input.order())
    except TokentillError as error:
        return OperationRefused.of(error)
    return LowBalanceSettingsSaved(settings=LowBalanceSettings.of(choice))
