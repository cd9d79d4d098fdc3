from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import UsageKind


class UsageStatsInFull(BaseModel):
    usage_stats: "UsageStatsInFullUsageStats"


class UsageStatsInFullUsageStats(BaseModel):
    totals: "UsageStatsInFullUsageStatsTotals"
    series: list["UsageStatsInFullUsageStatsSeries"]
    groups: list["UsageStatsInFullUsageStatsGroups"]
    by_model: list["UsageStatsInFullUsageStatsByModel"]
    by_provider: list["UsageStatsInFullUsageStatsByProvider"]
    by_kind: list["UsageStatsInFullUsageStatsByKind"]
    by_member: list["UsageStatsInFullUsageStatsByMember"]
    by_conversation: Optional[list["UsageStatsInFullUsageStatsByConversation"]]


class UsageStatsInFullUsageStatsTotals(BaseModel):
    requests: int
    input_tokens: int
    output_tokens: int
    cost: int


class UsageStatsInFullUsageStatsSeries(BaseModel):
    start: datetime
    requests: int
    input_tokens: int
    output_tokens: int
    cost: int


class UsageStatsInFullUsageStatsGroups(BaseModel):
    key: Optional[str]
    others: bool
    totals: "UsageStatsInFullUsageStatsGroupsTotals"
    series: list["UsageStatsInFullUsageStatsGroupsSeries"]


class UsageStatsInFullUsageStatsGroupsTotals(BaseModel):
    requests: int
    cost: int


class UsageStatsInFullUsageStatsGroupsSeries(BaseModel):
    start: datetime
    cost: int


class UsageStatsInFullUsageStatsByModel(BaseModel):
    model_id: Optional[str]
    requests: int
    cost: int


class UsageStatsInFullUsageStatsByProvider(BaseModel):
    provider: Optional[str]
    requests: int
    cost: int


class UsageStatsInFullUsageStatsByKind(BaseModel):
    kind: UsageKind
    requests: int
    cost: int


class UsageStatsInFullUsageStatsByMember(BaseModel):
    member: Optional["UsageStatsInFullUsageStatsByMemberMember"]
    requests: int
    cost: int


class UsageStatsInFullUsageStatsByMemberMember(BaseModel):
    id: str
    name: Optional[str]


class UsageStatsInFullUsageStatsByConversation(BaseModel):
    conversation_id: str
    requests: int
    cost: int


UsageStatsInFull.model_rebuild()
UsageStatsInFullUsageStats.model_rebuild()
UsageStatsInFullUsageStatsGroups.model_rebuild()
UsageStatsInFullUsageStatsByMember.model_rebuild()
