from .base_model import BaseModel


class Balance(BaseModel):
    balance: "BalanceBalance"


class BalanceBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int
    lifetime_purchased: int
    lifetime_spent: int


Balance.model_rebuild()
