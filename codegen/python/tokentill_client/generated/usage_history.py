from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import UsageKind


class UsageHistory(BaseModel):
    usage_history: "UsageHistoryUsageHistory"


class UsageHistoryUsageHistory(BaseModel):
    edges: list["UsageHistoryUsageHistoryEdges"]
    page_info: "UsageHistoryUsageHistoryPageInfo"


class UsageHistoryUsageHistoryEdges(BaseModel):
    cursor: str
    node: "UsageHistoryUsageHistoryEdgesNode"


class UsageHistoryUsageHistoryEdgesNode(BaseModel):
    id: str
    at: datetime
    kind: UsageKind
    model_id: Optional[str]
    conversation_id: Optional[str]
    input_tokens: int
    output_tokens: int
    cost: int
    balance_after: int


class UsageHistoryUsageHistoryPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


UsageHistory.model_rebuild()
UsageHistoryUsageHistory.model_rebuild()
UsageHistoryUsageHistoryEdges.model_rebuild()
