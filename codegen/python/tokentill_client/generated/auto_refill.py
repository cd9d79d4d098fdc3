from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import AutoRefillChoice, AutoRefillMode, AutoRefillUnit


class AutoRefill(BaseModel):
    auto_refill: "AutoRefillAutoRefill"


class AutoRefillAutoRefill(BaseModel):
    enabled: bool
    choice: AutoRefillChoice
    interval: Optional[int]
    unit: Optional[AutoRefillUnit]
    amount: Optional[int]
    mode: Optional[AutoRefillMode]
    cap: Optional[int]
    time_zone: Optional[str]
    last_refill_at: Optional[datetime]
    next_refill_at: Optional[datetime]


AutoRefill.model_rebuild()
