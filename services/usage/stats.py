"""Usage summed up: by time, by what charges are told apart by, in all."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from messages import Phrase
from models.fields import to_utc_milliseconds
from services.errors import InvalidInputError
from services.usage.run_span import RunSpan

__all__ = [
    "MOST_BUCKETS",
    "MOST_SERIES",
    "Grouping",
    "StatsFilter",
    "StatsRange",
    "TimeBucket",
    "UsageGroup",
    "UsageSeries",
    "UsageStats",
    "UsageTotals",
]

MOST_BUCKETS = 2_000
MOST_SERIES = 20
"""Series of their own that a grouped answer has; what is left is one more."""
MOST_CHARACTERS = 200
_NO_ZONES = {"Factory", "localtime", "posixrules"}
"""Files beside the zones, which mean something else on each machine."""


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


class Grouping(StrEnum):
    """What a series of its own is made for each of; the values name fields of a row, see `services.usage.rows`."""

    MODEL = "model"
    PROVIDER = "provider"
    KIND = "kind"
    MEMBER = "member"


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

    def __add__(self, other: "UsageTotals") -> "UsageTotals":
        return UsageTotals(
            self.requests + other.requests,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cost + other.cost,
        )


@dataclass(frozen=True, slots=True)
class UsageGroup:
    """The totals of one model, provider, kind, member or conversation; `key` is None for charges that name none."""

    key: str | None
    totals: UsageTotals


@dataclass(frozen=True, slots=True)
class UsageSeries:
    """One line of a chart: a group's totals, and its parts in time that have usage."""

    key: str | None
    others: bool
    """Whether it is the sum of all groups that have no series of their own; `key` is None then."""
    totals: UsageTotals
    points: list[tuple[datetime, UsageTotals]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsFilter:
    """Which charges to sum up; what is None does not limit."""

    model_id: str | None = None
    provider: str | None = None
    conversation_id: str | None = None
    member_id: str | None = None
    kind: str | None = None

    def check(self) -> None:
        """Raise InvalidInputError for a value that is too long."""
        for name, value in (
            ("modelId", self.model_id),
            ("provider", self.provider),
            ("conversationId", self.conversation_id),
            ("memberId", self.member_id),
        ):
            if value is not None and len(value) > MOST_CHARACTERS:
                raise InvalidInputError(name, Phrase("must have at most {most} characters", most=MOST_CHARACTERS))

    def of_rows(self) -> dict[str, str]:
        """What a row must have, by its field, without the conversation, which not all rows tell."""
        wanted = {"model": self.model_id, "provider": self.provider, "kind": self.kind, "member": self.member_id}
        return {name: value for name, value in wanted.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsRange:
    """What to sum up. `since` is included, `until` is not; buckets begin at local times of `timezone` (IANA)."""

    since: datetime
    until: datetime
    bucket: TimeBucket
    timezone: str
    filter: StatsFilter = field(default_factory=StatsFilter)
    group_by: Grouping | None = None

    def in_milliseconds(self) -> "StatsRange":
        """The same as the database keeps moments."""
        return replace(self, since=to_utc_milliseconds(self.since), until=to_utc_milliseconds(self.until))

    def check(self) -> None:
        """Raise InvalidInputError for a range that is empty or too fine, or a zone that there is not."""
        self.filter.check()
        if self.since >= self.until:
            raise InvalidInputError("from", "must be before `to`")
        if (self.until - self.since).total_seconds() / self.bucket.shortest_seconds > MOST_BUCKETS:
            raise InvalidInputError(
                "bucket", Phrase("gives more than {most} parts; choose a longer one", most=MOST_BUCKETS)
            )
        if self.timezone not in _zones():
            raise InvalidInputError("timezone", "must be an IANA name such as Europe/Berlin")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageStats:
    """Totals of a range, its parts in time that have usage, and its groups, the dearest first and 200 at most."""

    range: StatsRange
    totals: UsageTotals
    series: list[tuple[datetime, UsageTotals]]
    by_model: list[UsageGroup]
    by_provider: list[UsageGroup]
    by_kind: list[UsageGroup]
    by_member: list[UsageGroup]
    groups: list[UsageSeries]
    """By what `range.group_by` says; empty without it."""
    through: int
    """The entry of the ledger up to which charges were counted."""
    newest: RunSpan | None
    """The last run that was read; None when there was none."""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_ZONES)
