from .base_model import BaseModel


class BalanceChanged(BaseModel):
    balance_changed: "BalanceChangedBalanceChanged"


class BalanceChangedBalanceChanged(BaseModel):
    available: int
    held: int


BalanceChanged.model_rebuild()
