"""The overview for admins."""

from datetime import datetime
from typing import Self

import strawberry

from schema.costs import list_of
from schema.money import Money
from schema.payment import PaymentMethod
from schema.scalars import BigInt
from services import latency_bins, money
from services.overview.chat_sums import ModelSums, PartSums
from services.overview.money import PaymentCounts as ServicePaymentCounts
from services.overview.money import Revenue as ServiceRevenue
from services.overview.people import ActiveUsers as ServiceActiveUsers
from services.overview.service import MOST_MODELS, Part
from services.overview.service import Overview as ServiceOverview

__all__ = ["Overview"]

_MANY = 10
"""Providers, currencies by ways to pay, reasons: rarely more."""
_USUAL_PARTS = 366


@strawberry.type(description="How replies of AI models went. Chats and tickets alike.")
class ReplyTotals:
    requests: BigInt = strawberry.field(description="Attempts that ended: succeeded, failed and refused together.")
    succeeded: BigInt = strawberry.field(description="Attempts that brought a reply, be it one that broke off.")
    failed: BigInt = strawberry.field(description="Attempts without a reply; nothing was charged for them.")
    refused: BigInt = strawberry.field(description="Attempts for which no model was asked: too few tokens, say.")
    success_percent: float | None = strawberry.field(
        description="Succeeded of succeeded and failed, in per cent. Null where there was neither."
    )
    input_tokens: BigInt = strawberry.field(description="Model tokens read, cached ones included.")
    output_tokens: BigInt = strawberry.field(description="Model tokens written, reasoning included.")
    cost: BigInt = strawberry.field(description="Wallet tokens charged.")
    provider_cost_nanodollars: BigInt = strawberry.field(
        description="What the providers' published prices make of it, in billionths of a US dollar, over `priced` "
        "replies. The providers' bills are not read; failed attempts, which some bill, are not in it."
    )
    priced: BigInt = strawberry.field(description="Replies whose provider publishes a price: `succeeded` at most.")
    margin_nanodollars: BigInt = strawberry.field(
        description="Worth of the charged tokens less the provider's cost, in billionths of a US dollar, over "
        "`compared` replies: those that were priced by cost (PRICE_POLICY). Else no wallet token has a worth in money."
    )
    compared: BigInt = strawberry.field(description="Replies of which both are known.")

    @classmethod
    def of(cls, sums: PartSums) -> Self:
        """The GraphQL form of `sums`."""
        ended = sums.succeeded + sums.failed
        return cls(
            requests=BigInt(sums.requests),
            succeeded=BigInt(sums.succeeded),
            failed=BigInt(sums.failed),
            refused=BigInt(sums.refused),
            success_percent=round(100 * sums.succeeded / ended, 2) if ended else None,
            input_tokens=BigInt(sums.input_tokens),
            output_tokens=BigInt(sums.output_tokens),
            cost=BigInt(sums.cost),
            provider_cost_nanodollars=BigInt(sums.provider_nanodollars),
            priced=BigInt(sums.priced),
            margin_nanodollars=BigInt(sums.margin_nanodollars),
            compared=BigInt(sums.compared),
        )


@strawberry.type(description="How often something failed for one reason.")
class ReasonCount:
    reason: str = strawberry.field(description="A stable code of docs/errors.md.")
    count: BigInt = strawberry.field(description="How often.")


@strawberry.type(description="Durations, in milliseconds, exact to 1.6 %. Null where nothing was measured.")
class Latency:
    p50_ms: int | None = strawberry.field(description="Half of them took at most this long.", name="p50Ms")
    p95_ms: int | None = strawberry.field(description="95 of 100 took at most this long.", name="p95Ms")
    p99_ms: int | None = strawberry.field(description="99 of 100 took at most this long.", name="p99Ms")
    measured: BigInt = strawberry.field(description="How many were measured.")

    @classmethod
    def of(cls, counts: dict[int, int]) -> Self:
        """The percentiles of a histogram."""
        p50, p95, p99 = (latency_bins.percentile(counts, each) for each in (50, 95, 99))
        return cls(p50_ms=p50, p95_ms=p95, p99_ms=p99, measured=BigInt(sum(counts.values())))


@strawberry.type(description="How one model, or all models of one provider, did.")
class ModelHealth:
    provider: str = strawberry.field(description="The provider's name.")
    model_id: strawberry.ID | None = strawberry.field(description="The model. Null: all of the provider's.")
    totals: ReplyTotals = strawberry.field(
        description="Of the attempts that it served, or that failed at it and at every fallback."
    )
    asked: BigInt = strawberry.field(description="How often it was asked, also before a fallback served instead.")
    provider_failures: BigInt = strawberry.field(
        description="How often that failed by its own fault, replies that broke off included."
    )
    provider_failure_percent: float | None = strawberry.field(
        description="Those of `asked`, in per cent. Null where it was not asked."
    )
    failures: list[ReasonCount] = strawberry.field(
        description="Why attempts failed or were refused, the most frequent first.", directives=[list_of(_MANY)]
    )
    first_token: Latency = strawberry.field(description="From the request to the provider to its first text.")
    whole_reply: Latency = strawberry.field(description="To the end of replies that the provider ended itself.")

    @classmethod
    def of(cls, provider: str, model_id: str | None, sums: ModelSums) -> Self:
        """The GraphQL form of `sums`."""
        return cls(
            provider=provider,
            model_id=None if model_id is None else strawberry.ID(model_id),
            totals=ReplyTotals.of(sums),
            asked=BigInt(sums.asked),
            provider_failures=BigInt(sums.provider_failures),
            provider_failure_percent=round(100 * sums.provider_failures / sums.asked, 2) if sums.asked else None,
            failures=[ReasonCount(reason=code, count=BigInt(count)) for code, count in sums.failures.most_common()],
            first_token=Latency.of(sums.first_text),
            whole_reply=Latency.of(sums.whole),
        )


@strawberry.type(description="Replies and new users of one part of time.")
class OverviewPart:
    start: datetime = strawberry.field(description="When this part begins: a local hour, day, week or month.")
    replies: ReplyTotals = strawberry.field(description="What ended in it.")
    new_users: int = strawberry.field(description="Accounts that were made in it.")

    @classmethod
    def of(cls, part: Part) -> Self:
        """The GraphQL form of `part`."""
        return cls(start=part.start, replies=ReplyTotals.of(part.chats), new_users=part.new_users)


@strawberry.type(description="What came in and what went back in one currency by one way to pay.")
class Revenue:
    currency: str = strawberry.field(description="ISO 4217.")
    method: PaymentMethod | None = strawberry.field(description="The way to pay. Null: paid invoices of subscriptions.")
    sales: BigInt = strawberry.field(description="Payments credited, or invoices paid.")
    gross: Money = strawberry.field(description="What payers paid for these, tax included.")
    tax: Money = strawberry.field(description="What of it is tax; 0 for invoices, whose tax Stripe keeps.")
    refunded: Money = strawberry.field(
        description="Refunds made in this time, of whichever sale; those that failed do not count."
    )
    lost: Money = strawberry.field(description="Disputes opened in this time that the shop lost.")
    disputed: Money = strawberry.field(description="Disputes opened in this time that are not decided; still in `net`.")
    net: Money = strawberry.field(description="`gross` less `refunded` and `lost`. Below 0 where more went back.")

    @classmethod
    def of(cls, row: ServiceRevenue) -> Self:
        """The GraphQL form of `row`."""

        def amount(minor_units: int) -> Money:
            return Money.of(money.Money(minor_units, row.currency))

        return cls(
            currency=row.currency,
            method=None if row.method is None else PaymentMethod(row.method.value),
            sales=BigInt(row.sales),
            gross=amount(row.gross),
            tax=amount(row.tax),
            refunded=amount(row.refunded),
            lost=amount(row.lost),
            disputed=amount(row.disputed),
            net=amount(row.net),
        )


@strawberry.type(description="How payments that were started in this time stand now.")
class PaymentOutcomes:
    currency: str = strawberry.field(description="ISO 4217.")
    method: PaymentMethod = strawberry.field(description="The way to pay.")
    started: BigInt = strawberry.field(description="Payments started; the next four add up to it.")
    succeeded: BigInt = strawberry.field(description="Paid, be it that they were refunded or disputed since.")
    failed: BigInt = strawberry.field(description="Declined at the last try.")
    cancelled: BigInt = strawberry.field(description="Cancelled or expired.")
    waiting: BigInt = strawberry.field(description="Not paid yet, and may still be.")
    reasons: list[ReasonCount] = strawberry.field(
        description="Why the last try was declined, of those failed or cancelled.", directives=[list_of(_MANY)]
    )

    @classmethod
    def of(cls, row: ServicePaymentCounts) -> Self:
        """The GraphQL form of `row`."""
        return cls(
            currency=row.currency,
            method=PaymentMethod(row.method.value),
            started=BigInt(row.started),
            succeeded=BigInt(row.succeeded),
            failed=BigInt(row.failed),
            cancelled=BigInt(row.cancelled),
            waiting=BigInt(row.waiting),
            reasons=[ReasonCount(reason=code, count=BigInt(count)) for code, count in sorted(row.reasons.items())],
        )


@strawberry.type(description="Users who asked for a chat or a ticket, by whole days of UTC up to the end of the range.")
class ActiveUsers:
    day: int = strawberry.field(description="On the last day.")
    week: int = strawberry.field(description="In the last 7 days.")
    month: int = strawberry.field(description="In the last 30 days.")

    @classmethod
    def of(cls, users: ServiceActiveUsers) -> Self:
        """The GraphQL form of `users`."""
        return cls(day=users.day, week=users.week, month=users.month)


@strawberry.type(description="The business in a range of time.")
class Overview:
    from_: datetime = strawberry.field(name="from", description="Where it begins: at a whole quarter of an hour.")
    to: datetime = strawberry.field(description="Where it ends, likewise; not included.")
    totals: ReplyTotals = strawberry.field(description="All replies of it.")
    series: list[OverviewPart] = strawberry.field(
        description="By parts of time, the oldest first; parts in which nothing happened are left out.",
        directives=[list_of(_USUAL_PARTS)],
    )
    providers: list[ModelHealth] = strawberry.field(
        description="By provider, the most asked first.", directives=[list_of(_MANY)]
    )
    models: list[ModelHealth] = strawberry.field(
        description="By model, the most asked first, at most 100.", directives=[list_of(MOST_MODELS)]
    )
    revenue: list[Revenue] = strawberry.field(description="By currency and way to pay.", directives=[list_of(_MANY)])
    payments: list[PaymentOutcomes] = strawberry.field(
        description="By currency and way to pay.", directives=[list_of(_MANY)]
    )
    new_users: int = strawberry.field(description="Accounts made; guests count once they have signed up.")
    active_users: ActiveUsers = strawberry.field(description="How many used it lately.")

    @classmethod
    def of(cls, overview: ServiceOverview) -> Self:
        """The GraphQL form of `overview`."""
        return cls(
            from_=overview.since,
            to=overview.until,
            totals=ReplyTotals.of(overview.totals),
            series=[OverviewPart.of(part) for part in overview.series],
            providers=[ModelHealth.of(name, None, sums) for name, sums in overview.providers],
            models=[ModelHealth.of(*name, sums) for name, sums in overview.models],
            revenue=[Revenue.of(row) for row in overview.revenue],
            payments=[PaymentOutcomes.of(row) for row in overview.payments],
            new_users=overview.new_users,
            active_users=ActiveUsers.of(overview.active),
        )
