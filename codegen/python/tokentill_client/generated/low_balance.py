from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class LowBalance(BaseModel):
    low_balance: "LowBalanceLowBalance"


class LowBalanceLowBalance(BaseModel):
    low: bool
    notice: Optional["LowBalanceLowBalanceNotice"]


class LowBalanceLowBalanceNotice(BaseModel):
    id: str
    at: datetime
    available: int
    held: int
    threshold_tokens: int


LowBalance.model_rebuild()
LowBalanceLowBalance.model_rebuild()
