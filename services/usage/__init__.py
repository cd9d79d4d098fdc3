"""Where the tokens went."""

from services.usage.records import UsageFilter, UsageRow
from services.usage.service import UsageService
from services.usage.stats import ModelTotals, StatsRange, TimeBucket, UsageStats, UsageTotals

__all__ = [
    "ModelTotals",
    "StatsRange",
    "TimeBucket",
    "UsageFilter",
    "UsageRow",
    "UsageService",
    "UsageStats",
    "UsageTotals",
]
