from .base_model import BaseModel


class LowBalanceNotice(BaseModel):
    low_balance_notice: "LowBalanceNoticeLowBalanceNotice"


class LowBalanceNoticeLowBalanceNotice(BaseModel):
    threshold_tokens: int
    is_default: bool
    by_mail: bool
    low: bool


LowBalanceNotice.model_rebuild()
