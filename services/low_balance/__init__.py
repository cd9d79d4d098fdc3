"""Notices of balances that run low. Start at `service.LowBalances`."""

from services.low_balance.feed import LowBalanceFeed
from services.low_balance.mails import LowBalanceMails
from services.low_balance.service import LowBalanceOrder, LowBalances

__all__ = ["LowBalanceFeed", "LowBalanceMails", "LowBalanceOrder", "LowBalances"]
