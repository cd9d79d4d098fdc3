from datetime import datetime
from typing import Optional

from .base_model import BaseModel


class UsageStats(BaseModel):
    usage_stats: "UsageStatsUsageStats"


class UsageStatsUsageStats(BaseModel):
    totals: "UsageStatsUsageStatsTotals"
    series: list["UsageStatsUsageStatsSeries"]
    by_model: list["UsageStatsUsageStatsByModel"]


class UsageStatsUsageStatsTotals(BaseModel):
    requests: int
    input_tokens: int
    output_tokens: int
    cost: int


class UsageStatsUsageStatsSeries(BaseModel):
    start: datetime
    requests: int
    input_tokens: int
    output_tokens: int
    cost: int


class UsageStatsUsageStatsByModel(BaseModel):
    model_id: Optional[str]
    requests: int
    cost: int


UsageStats.model_rebuild()
UsageStatsUsageStats.model_rebuild()
