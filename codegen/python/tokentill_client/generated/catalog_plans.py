from typing import Optional

from .base_model import BaseModel
from .enums import PlanInterval


class CatalogPlans(BaseModel):
    catalog_plans: "CatalogPlansCatalogPlans"


class CatalogPlansCatalogPlans(BaseModel):
    edges: list["CatalogPlansCatalogPlansEdges"]
    page_info: "CatalogPlansCatalogPlansPageInfo"


class CatalogPlansCatalogPlansEdges(BaseModel):
    node: "CatalogPlansCatalogPlansEdgesNode"


class CatalogPlansCatalogPlansEdgesNode(BaseModel):
    id: str
    version: int
    retired: bool
    order: int
    grace_days: int
    plan: "CatalogPlansCatalogPlansEdgesNodePlan"


class CatalogPlansCatalogPlansEdgesNodePlan(BaseModel):
    name: str
    limits: "CatalogPlansCatalogPlansEdgesNodePlanLimits"
    prices: list["CatalogPlansCatalogPlansEdgesNodePlanPrices"]


class CatalogPlansCatalogPlansEdgesNodePlanLimits(BaseModel):
    requests_per_day: Optional[int]
    tokens_per_month: int
    max_tokens_per_request: int
    premium_models: bool
    priority: int


class CatalogPlansCatalogPlansEdgesNodePlanPrices(BaseModel):
    price: "CatalogPlansCatalogPlansEdgesNodePlanPricesPrice"
    interval: PlanInterval


class CatalogPlansCatalogPlansEdgesNodePlanPricesPrice(BaseModel):
    amount: int
    currency: str


class CatalogPlansCatalogPlansPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


CatalogPlans.model_rebuild()
CatalogPlansCatalogPlans.model_rebuild()
CatalogPlansCatalogPlansEdges.model_rebuild()
CatalogPlansCatalogPlansEdgesNode.model_rebuild()
CatalogPlansCatalogPlansEdgesNodePlan.model_rebuild()
CatalogPlansCatalogPlansEdgesNodePlanPrices.model_rebuild()
