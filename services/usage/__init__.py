"""Where the tokens went."""

from services.usage.records import UsageFilter, UsageRow
from services.usage.service import UsageService
from services.usage.stats import (
    Grouping,
    StatsFilter,
    StatsRange,
    TimeBucket,
    UsageGroup,
    UsageSeries,
    UsageStats,
    UsageTotals,
)

__all__ = [
    "Grouping",
    "StatsFilter",
    "StatsRange",
    "TimeBucket",
    "UsageFilter",
    "UsageGroup",
    "UsageRow",
    "UsageSeries",
    "UsageService",
    "UsageStats",
    "UsageTotals",
]
