from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PricePolicy, UsageKind


class UsageHistoryInFull(BaseModel):
    usage_history: "UsageHistoryInFullUsageHistory"


class UsageHistoryInFullUsageHistory(BaseModel):
    edges: list["UsageHistoryInFullUsageHistoryEdges"]
    page_info: "UsageHistoryInFullUsageHistoryPageInfo"


class UsageHistoryInFullUsageHistoryEdges(BaseModel):
    node: "UsageHistoryInFullUsageHistoryEdgesNode"


class UsageHistoryInFullUsageHistoryEdgesNode(BaseModel):
    id: str
    at: datetime
    kind: UsageKind
    provider: Optional[str]
    model_id: Optional[str]
    member: Optional["UsageHistoryInFullUsageHistoryEdgesNodeMember"]
    conversation_id: Optional[str]
    message_id: Optional[str]
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    reasoning_tokens: int
    images: int
    cost: int
    balance_after: int
    pricing: Optional["UsageHistoryInFullUsageHistoryEdgesNodePricing"]


class UsageHistoryInFullUsageHistoryEdgesNodeMember(BaseModel):
    id: str
    name: Optional[str]


class UsageHistoryInFullUsageHistoryEdgesNodePricing(BaseModel):
    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int
    version: str
    policy: Optional[PricePolicy]


class UsageHistoryInFullUsageHistoryPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


UsageHistoryInFull.model_rebuild()
UsageHistoryInFullUsageHistory.model_rebuild()
UsageHistoryInFullUsageHistoryEdges.model_rebuild()
UsageHistoryInFullUsageHistoryEdgesNode.model_rebuild()
