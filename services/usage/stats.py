"""Usage summed up: by time, by model, in all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from messages import Phrase
from services.errors import InvalidInputError

__all__ = ["MOST_CHARGES", "ModelTotals", "StatsRange", "TimeBucket", "UsageStats", "UsageTotals"]

MOST_BUCKETS = 2_000
MOST_CHARGES = 100_000
"""Charges that one call sums up; a range with more is refused, rather than summed in part."""


class TimeBucket(StrEnum):
    """The unit of a series; the values are those of MongoDB's $dateTrunc."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    """From Monday on (ISO 8601)."""
    MONTH = "month"

    @property
    def shortest_seconds(self) -> int:
        """The shortest that one such unit can be."""
        return {"hour": 3_600, "day": 82_800, "week": 601_200, "month": 2_415_600}[self.value]


@dataclass(frozen=True, slots=True)
class UsageTotals:
    """`tokens` are model tokens of every kind; input is with cached input, output with reasoning."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: int = 0

    @property
    def tokens(self) -> int:
        """All model tokens."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class ModelTotals:
    """The totals of one model; None for charges that name none."""

    model_id: str | None
    totals: UsageTotals


@dataclass(frozen=True, slots=True)
class UsageStats:
    """Totals of a range, its parts in time that have usage, and its models, the dearest first."""

    totals: UsageTotals
    series: list[tuple[datetime, UsageTotals]]
    by_model: list[ModelTotals]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsRange:
    """What to sum up. `since` is included, `until` is not; buckets begin at local times of `timezone` (IANA)."""

    since: datetime
    until: datetime
    bucket: TimeBucket
    timezone: str

    def check(self) -> None:
        """Raise InvalidInputError for a range that is empty or too fine, or a zone that there is not."""
        if self.since >= self.until:
            raise InvalidInputError("from", "must be before `to`")
        if (self.until - self.since).total_seconds() / self.bucket.shortest_seconds > MOST_BUCKETS:
            raise InvalidInputError(
                "bucket", Phrase("gives more than {most} parts; choose a longer one", most=MOST_BUCKETS)
            )
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidInputError("timezone", "must be an IANA name such as Europe/Berlin") from error
