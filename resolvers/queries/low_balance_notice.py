"""`lowBalanceNotice`: when the caller is told that their tokens run low."""

import strawberry

from schema.context import Info, require_viewer
from schema.low_balance import LowBalanceSettings

__all__ = ["low_balance_notice"]


@strawberry.field(description="When the caller is told that their tokens run low, by `lowBalance` and by mail.")
async def low_balance_notice(info: Info) -> LowBalanceSettings:
    """Read it."""
    return LowBalanceSettings.of(await info.context.services.low_balances.of(require_viewer(info)))
