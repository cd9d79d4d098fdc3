from typing import Optional

from .base_model import BaseModel
from .enums import PlanInterval


class Plans(BaseModel):
    plans: list["PlansPlans"]


class PlansPlans(BaseModel):
    id: str
    name: str
    prices: list["PlansPlansPrices"]
    limits: "PlansPlansLimits"


class PlansPlansPrices(BaseModel):
    price: "PlansPlansPricesPrice"
    interval: PlanInterval
    tokens: int


class PlansPlansPricesPrice(BaseModel):
    amount: int
    currency: str
    formatted: str


class PlansPlansLimits(BaseModel):
    requests_per_day: Optional[int]
    tokens_per_month: int
    max_tokens_per_request: int
    premium_models: bool
    priority: int


Plans.model_rebuild()
PlansPlans.model_rebuild()
PlansPlansPrices.model_rebuild()
