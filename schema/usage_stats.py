"""Usage summed up over a range of time."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

from schema.context import Info
from schema.costs import WRITE, cost, list_of
from schema.person import Person
from schema.scalars import BigInt
from schema.usage import ConversationUsage, UsageKind
from services.usage import Grouping, UsageGroup
from services.usage import StatsFilter as ServiceStatsFilter
from services.usage import TimeBucket as ServiceTimeBucket
from services.usage import UsageSeries as ServiceUsageSeries
from services.usage import UsageStats as ServiceUsageStats
from services.usage import UsageTotals as ServiceUsageTotals

__all__ = ["TimeBucket", "UsageGrouping", "UsageStats", "UsageStatsFilterInput"]

_USUAL_PARTS = 366
"""A year of days. Of the 2,000 parts that a series may have, those without a charge are left out."""
_USUAL_LINES = 5
"""Of a chart, of the 21 that there can be."""
_USUAL_POINTS = 60
"""Of a line. A chart with many of both is a large answer, and not a dear one."""
_USUAL_MEMBERS = 20


@strawberry.enum(description="The unit of a series in time.")
class TimeBucket(Enum):
    HOUR = strawberry.enum_value("hour", description="An hour.")
    DAY = strawberry.enum_value("day", description="A calendar day of the time zone.")
    WEEK = strawberry.enum_value("week", description="A calendar week of the time zone, from Monday on.")
    MONTH = strawberry.enum_value("month", description="A calendar month of the time zone.")

    def to_service(self) -> ServiceTimeBucket:
        """The service's form."""
        return ServiceTimeBucket[self.name]


@strawberry.enum(description="What a series of its own is made for each of.")
class UsageGrouping(Enum):
    MODEL = strawberry.enum_value("model", description="Models.")
    PROVIDER = strawberry.enum_value("provider", description="Providers of models.")
    KIND = strawberry.enum_value("kind", description="What tokens were used for, as `UsageKind` spells it.")
    MEMBER = strawberry.enum_value("member", description="Members of a team who spent.")

    def to_service(self) -> Grouping:
        """The service's form."""
        return Grouping[self.name]


@strawberry.input(description="Which charges to sum up. What is null or absent does not limit.")
class UsageStatsFilterInput:
    model_id: strawberry.ID | None = strawberry.field(default=None, description="Charges for this model only.")
    provider: str | None = strawberry.field(default=None, description="Charges for models of this provider only.")
    conversation_id: strawberry.ID | None = strawberry.field(
        default=None, description="Charges for this conversation only, of which a range may have at most 100,000."
    )
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of a team's: charges of this user only. For owner and admins, or for oneself."
    )
    kind: UsageKind | None = strawberry.field(default=None, description="Charges of this kind only.")

    def to_service(self, member_id: str | None) -> ServiceStatsFilter:
        """The service's form, for the charges of this member of a team; None: of all, or of one's own wallet."""
        return ServiceStatsFilter(
            model_id=self.model_id,
            provider=self.provider,
            conversation_id=self.conversation_id,
            member_id=member_id,
            kind=None if self.kind is None else str(self.kind.value),
        )


@strawberry.type(description="Sums over charges. Input is with cached input, output with reasoning.")
class UsageTotals:
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, totals: ServiceUsageTotals) -> Self:
        """The GraphQL form of `totals`."""
        return cls(**_sums(totals))


@strawberry.type(description="The charges of one part of time.")
class UsagePoint:
    start: datetime = strawberry.field(description="When this part begins: a local hour, day, week or month.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, start: datetime, totals: ServiceUsageTotals) -> Self:
        """The GraphQL form of the totals of the part that begins at `start`."""
        return cls(start=start, **_sums(totals))


@strawberry.type(description="The charges for one model.")
class ModelUsage:
    model_id: strawberry.ID | None = strawberry.field(description="The model; null for charges that name none.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, row: UsageGroup) -> Self:
        """The GraphQL form of `row`."""
        return cls(model_id=None if row.key is None else strawberry.ID(row.key), **_sums(row.totals))


@strawberry.type(description="The charges for one provider's models.")
class ProviderUsage:
    provider: str | None = strawberry.field(description="The provider; null for charges that name none.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, row: UsageGroup) -> Self:
        """The GraphQL form of `row`."""
        return cls(provider=row.key, **_sums(row.totals))


@strawberry.type(description="The charges of one kind.")
class KindUsage:
    kind: UsageKind = strawberry.field(description="What the tokens were used for.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, row: UsageGroup) -> Self:
        """The GraphQL form of `row`."""
        return cls(kind=UsageKind(row.key), **_sums(row.totals))


@strawberry.type(description="What one member spent of a team's wallet.")
class MemberUsage:
    member: Person | None = strawberry.field(description="The member; null for charges that name none.")
    requests: int = strawberry.field(description="How many charges.")
    input_tokens: BigInt = strawberry.field(description="Model tokens read.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")

    @classmethod
    def of(cls, row: UsageGroup) -> Self:
        """The GraphQL form of `row`."""
        return cls(member=None if row.key is None else Person.of(row.key), **_sums(row.totals))


@strawberry.type(description="One line of a chart: the charges of one group by parts of time.")
class UsageSeries:
    key: str | None = strawberry.field(
        description="The model, provider, kind or user id; null for charges that name none, and for all others."
    )
    others: bool = strawberry.field(description="Whether it is the sum of all groups that have no line of their own.")
    totals: UsageTotals = strawberry.field(description="Over the whole range.")
    series: list[UsagePoint] = strawberry.field(
        description="By parts of time, the oldest first; parts without a charge are left out.",
        directives=[list_of(_USUAL_POINTS)],
    )

    @classmethod
    def of(cls, row: ServiceUsageSeries, grouping: Grouping) -> Self:
        """The GraphQL form of `row`."""
        key = row.key
        if grouping is Grouping.KIND and key is not None:
            key = UsageKind(key).name
        return cls(
            key=key,
            others=row.others,
            totals=UsageTotals.of(row.totals),
            series=[UsagePoint.of(start, totals) for start, totals in row.points],
        )


@strawberry.type(
    description="The charges of a range of time, summed up. It is exact: what the ledger held when it was asked."
)
class UsageStats:
    wallet: strawberry.Private[str]
    stats: strawberry.Private[ServiceUsageStats]

    @strawberry.field(description="Over the whole range.")
    def totals(self) -> UsageTotals:
        return UsageTotals.of(self.stats.totals)

    @strawberry.field(
        description="By parts of time, the oldest first; parts without a charge are left out.",
        directives=[list_of(_USUAL_PARTS)],
    )
    def series(self) -> list[UsagePoint]:
        return [UsagePoint.of(start, totals) for start, totals in self.stats.series]

    @strawberry.field(description="By model, the dearest first, at most 200.", directives=[list_of(200)])
    def by_model(self) -> list[ModelUsage]:
        return [ModelUsage.of(row) for row in self.stats.by_model]

    @strawberry.field(description="By provider, the dearest first, at most 200.", directives=[list_of(20)])
    def by_provider(self) -> list[ProviderUsage]:
        return [ProviderUsage.of(row) for row in self.stats.by_provider]

    @strawberry.field(description="By kind, the dearest first.", directives=[list_of(10)])
    def by_kind(self) -> list[KindUsage]:
        return [KindUsage.of(row) for row in self.stats.by_kind]

    @strawberry.field(
        description="Of a team's wallet, by the member who spent, the dearest first, at most 200.",
        directives=[list_of(_USUAL_MEMBERS)],
    )
    def by_member(self) -> list[MemberUsage]:
        return [MemberUsage.of(row) for row in self.stats.by_member]

    @strawberry.field(
        description="The 100 conversations that cost most, the dearest first. Charges without a conversation are "
        "left out. Null, with an error, where the range has more than 2,000,000 charges.",
        directives=[cost(WRITE), list_of(100)],
    )
    async def by_conversation(self, info: Info) -> list[ConversationUsage] | None:
        found = await info.context.services.usage.dearest_conversations(self.wallet, self.stats)
        return [ConversationUsage.of(row.key or "", row.totals) for row in found]

    @strawberry.field(
        description="A series for each of what `groupBy` names, the dearest 20 first, and one for all others. Empty "
        "without `groupBy`.",
        directives=[list_of(_USUAL_LINES)],
    )
    def groups(self) -> list[UsageSeries]:
        grouping = self.stats.range.group_by
        return [] if grouping is None else [UsageSeries.of(row, grouping) for row in self.stats.groups]


def _sums(totals: ServiceUsageTotals) -> dict[str, BigInt]:
    return {
        "requests": BigInt(totals.requests),
        "input_tokens": BigInt(totals.input_tokens),
        "output_tokens": BigInt(totals.output_tokens),
        "cost": BigInt(totals.cost),
    }
