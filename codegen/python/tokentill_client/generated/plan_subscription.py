from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PlanInterval, SubscriptionStatus


class PlanSubscription(BaseModel):
    subscription: Optional["PlanSubscriptionSubscription"]


class PlanSubscriptionSubscription(BaseModel):
    id: str
    plan_id: str
    next_plan_id: Optional[str]
    status: SubscriptionStatus
    interval: PlanInterval
    price: "PlanSubscriptionSubscriptionPrice"
    current_period_start: Optional[datetime]
    current_period_end: Optional[datetime]
    cancel_at_period_end: bool
    period_tokens: int
    paid_until: Optional[datetime]
    ended_at: Optional[datetime]
    limits: "PlanSubscriptionSubscriptionLimits"


class PlanSubscriptionSubscriptionPrice(BaseModel):
    amount: int
    currency: str
    formatted: str


class PlanSubscriptionSubscriptionLimits(BaseModel):
    requests_per_day: Optional[int]
    tokens_per_month: int
    max_tokens_per_request: int
    premium_models: bool
    priority: int


PlanSubscription.model_rebuild()
PlanSubscriptionSubscription.model_rebuild()
