from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import CatalogChangeKind


class PlanHistory(BaseModel):
    plan_history: "PlanHistoryPlanHistory"


class PlanHistoryPlanHistory(BaseModel):
    edges: list["PlanHistoryPlanHistoryEdges"]
    page_info: "PlanHistoryPlanHistoryPageInfo"


class PlanHistoryPlanHistoryEdges(BaseModel):
    node: "PlanHistoryPlanHistoryEdgesNode"


class PlanHistoryPlanHistoryEdgesNode(BaseModel):
    plan_id: str
    change: CatalogChangeKind
    at: datetime
    admin_id: Optional[str]
    before: Optional["PlanHistoryPlanHistoryEdgesNodeBefore"]
    after: "PlanHistoryPlanHistoryEdgesNodeAfter"


class PlanHistoryPlanHistoryEdgesNodeBefore(BaseModel):
    version: int
    retired: bool
    order: int


class PlanHistoryPlanHistoryEdgesNodeAfter(BaseModel):
    version: int
    retired: bool
    order: int


class PlanHistoryPlanHistoryPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


PlanHistory.model_rebuild()
PlanHistoryPlanHistory.model_rebuild()
PlanHistoryPlanHistoryEdges.model_rebuild()
PlanHistoryPlanHistoryEdgesNode.model_rebuild()
