from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import UsageKind


class TeamUsage(BaseModel):
    usage_history: "TeamUsageUsageHistory"


class TeamUsageUsageHistory(BaseModel):
    edges: list["TeamUsageUsageHistoryEdges"]
    page_info: "TeamUsageUsageHistoryPageInfo"


class TeamUsageUsageHistoryEdges(BaseModel):
    node: "TeamUsageUsageHistoryEdgesNode"


class TeamUsageUsageHistoryEdgesNode(BaseModel):
    id: str
    at: datetime
    kind: UsageKind
    model_id: Optional[str]
    member: Optional["TeamUsageUsageHistoryEdgesNodeMember"]
    cost: int
    balance_after: int


class TeamUsageUsageHistoryEdgesNodeMember(BaseModel):
    id: str
    name: Optional[str]


class TeamUsageUsageHistoryPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


TeamUsage.model_rebuild()
TeamUsageUsageHistory.model_rebuild()
TeamUsageUsageHistoryEdges.model_rebuild()
TeamUsageUsageHistoryEdgesNode.model_rebuild()
