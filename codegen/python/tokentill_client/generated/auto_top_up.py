from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import AutoTopUpState


class AutoTopUp(BaseModel):
    auto_top_up: Optional["AutoTopUpAutoTopUp"]
    saved_cards: list["AutoTopUpSavedCards"]


class AutoTopUpAutoTopUp(BaseModel):
    state: AutoTopUpState
    reason: Optional[str]
    message: Optional[str]
    next_try_at: Optional[datetime]
    charging: bool
    threshold_tokens: int
    package_id: str
    saved_card_id: str
    monthly_cap: "AutoTopUpAutoTopUpMonthlyCap"
    spent_this_month: "AutoTopUpAutoTopUpSpentThisMonth"


class AutoTopUpAutoTopUpMonthlyCap(BaseModel):
    amount: int
    currency: str
    formatted: str


class AutoTopUpAutoTopUpSpentThisMonth(BaseModel):
    amount: int
    currency: str
    formatted: str


class AutoTopUpSavedCards(BaseModel):
    id: str
    brand: str
    last_4: str
    expiry_month: int
    expiry_year: int


AutoTopUp.model_rebuild()
AutoTopUpAutoTopUp.model_rebuild()
