from typing import Optional

from .base_model import BaseModel


class Allowance(BaseModel):
    allowance: "AllowanceAllowance"


class AllowanceAllowance(BaseModel):
    plan_id: str
    requests_today: int
    requests_per_day: Optional[int]
    free_tokens_this_month: int
    free_tokens_per_month: Optional[int]
    running: int
    most_running: int
    max_tokens_per_request: int
    premium_models: bool


Allowance.model_rebuild()
