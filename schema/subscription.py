"""Subscriptions as clients see them."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from gateways.declines import told_gateway_code
from schema.errors import OperationRefused, UserError
from schema.money import Money
from schema.plan import PlanInterval, PlanLimits
from schema.scalars import BigInt
from services import money
from services.subscriptions.errors import SubscriptionRefusedError
from services.subscriptions.service import SubscriptionView
from services.subscriptions.subscribing import StartedSubscription

__all__ = [
    "BillingPortalInput",
    "BillingPortalResult",
    "BillingPortalSession",
    "ChangeSubscriptionInput",
    "EndSubscriptionInput",
    "PlanSubscription",
    "ResumeFirstPaymentInput",
    "SubscribeInput",
    "SubscribeResult",
    "SubscriptionChanged",
    "SubscriptionRefused",
    "SubscriptionResult",
    "SubscriptionStarted",
]

_KEY = "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result again."


@strawberry.enum(description="Where a subscription stands.")
class SubscriptionStatus(Enum):
    INCOMPLETE = strawberry.enum_value("incomplete", description="Waits for its first payment, for 23 hours.")
    ACTIVE = strawberry.enum_value("active", description="Paid for.")
    PAST_DUE = strawberry.enum_value("past_due", description="A renewal is not paid; Stripe goes on trying.")
    CANCELLED = strawberry.enum_value("cancelled", description="Ended, because somebody wanted it to end.")
    EXPIRED = strawberry.enum_value("expired", description="Ended, because it was not paid for.")


@strawberry.type(description="The caller's subscription to a plan.")
class PlanSubscription:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    plan_id: strawberry.ID = strawberry.field(description="The plan that was paid for last, or that waits for payment.")
    next_plan_id: strawberry.ID | None = strawberry.field(
        description="The plan from the next period on. Null: the same one."
    )
    status: SubscriptionStatus = strawberry.field(description="Where it stands.")
    price: Money = strawberry.field(description="Of one period of `planId`, as it was agreed on.")
    interval: PlanInterval = strawberry.field(description="How long a period is.")
    limits: PlanLimits = strawberry.field(description="What `planId` allows, as it was agreed on.")
    current_period_start: datetime | None = strawberry.field(description="Null before Stripe has it.")
    current_period_end: datetime | None = strawberry.field(description="When it is renewed, or ends.")
    cancel_at_period_end: bool = strawberry.field(description="Whether it ends with its period.")
    period_tokens: BigInt = strawberry.field(description="Tokens granted for the current period so far.")
    paid_until: datetime | None = strawberry.field(description="The end of the last period that was paid for.")
    ended_at: datetime | None = strawberry.field(description="When it ended. Null while it runs.")
    created_at: datetime = strawberry.field(description="When `subscribe` was called.")

    @classmethod
    def of(cls, view: SubscriptionView) -> Self:
        """The GraphQL form of `view`."""
        stored = view.subscription
        terms = next(each for each in reversed(stored.terms) if each.plan_id == stored.plan_id)
        return cls(
            id=strawberry.ID(stored.id),
            plan_id=strawberry.ID(stored.plan_id),
            next_plan_id=None if stored.next_plan_id is None else strawberry.ID(stored.next_plan_id),
            status=SubscriptionStatus(stored.status.value),
            price=Money.of(money.Money(terms.amount, stored.currency)),
            interval=PlanInterval(stored.interval.value),
            limits=PlanLimits.of(view.limits),
            current_period_start=stored.period_start,
            current_period_end=stored.period_end,
            cancel_at_period_end=stored.cancel_at_period_end,
            period_tokens=BigInt(view.period_tokens),
            paid_until=stored.paid_until,
            ended_at=stored.ended_at,
            created_at=stored.created_at,
        )


@strawberry.input(description="Which plan to subscribe to.")
class SubscribeInput:
    plan_id: strawberry.ID = strawberry.field(
        description="A plan of `plans` that has a price. Its price is the server's."
    )
    idempotency_key: str = strawberry.field(description=_KEY)
    currency: str | None = strawberry.field(
        default=None, description="ISO 4217 code of one of the plan's prices. Null: the first one of the interval."
    )
    interval: PlanInterval = strawberry.field(
        default=PlanInterval.MONTH, description="How long one paid period is to be."
    )


@strawberry.input(description="Which subscription to go on with.")
class ResumeFirstPaymentInput:
    subscription_id: strawberry.ID = strawberry.field(
        description="The caller's subscription, which waits for its first payment."
    )


@strawberry.input(description="Which plan to change to.")
class ChangeSubscriptionInput:
    plan_id: strawberry.ID = strawberry.field(
        description="A plan with a price in the subscription's currency and interval. A dearer one holds at once, and "
        "the difference for the rest of the period is charged; another one holds from the next period on."
    )
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="Cancelling or resuming the caller's subscription.")
class EndSubscriptionInput:
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="A visit to Stripe's page for cards, invoices and the subscription.")
class BillingPortalInput:
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.type(description="A subscription, and what its first payment needs.")
class SubscriptionStarted:
    subscription: PlanSubscription = strawberry.field(description="The subscription as it stands now.")
    client_secret: str | None = strawberry.field(
        description="Lets Stripe.js collect the first payment. For the payer's browser only; never log or store it. "
        "Null once it is paid."
    )
    publishable_key: str = strawberry.field(description="The shop's key for Stripe.js.")
    payment_page_url: str | None = strawberry.field(
        description="A page to pay or decline on, where the simulated Stripe is used. Null with the real one."
    )

    @classmethod
    def of(cls, started: StartedSubscription, view: SubscriptionView) -> Self:
        """The GraphQL form of `started`."""
        return cls(
            subscription=PlanSubscription.of(view),
            client_secret=started.client_secret,
            publishable_key=started.publishable_key,
            payment_page_url=started.payment_page_url,
        )


@strawberry.type(description="The change is made, or is planned for the end of the period.")
class SubscriptionChanged:
    subscription: PlanSubscription = strawberry.field(description="The subscription as it stands now.")


@strawberry.type(description="An address that lets its holder act as the caller; it is good for a short while.")
class BillingPortalSession:
    url: str = strawberry.field(description="Open it in the caller's browser; never log or store it.")


@strawberry.type(description="The gateway refused it. Nothing has changed; nothing was charged.")
class SubscriptionRefused(UserError):
    gateway_code: str = strawberry.field(description="The gateway's own code, such as `insufficient_funds`.")

    @classmethod
    def of(cls, error: SubscriptionRefusedError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            gateway_code=told_gateway_code(error.failure.code),
        )


SubscribeResult: TypeAlias = Annotated[
    SubscriptionStarted | SubscriptionRefused | OperationRefused,
    strawberry.union("SubscribeResult", description="The outcome of `subscribe` and `resumeFirstPayment`."),
]
SubscriptionResult: TypeAlias = Annotated[
    SubscriptionChanged | SubscriptionRefused | OperationRefused,
    strawberry.union("SubscriptionResult", description="The outcome of changing, cancelling or resuming."),
]
BillingPortalResult: TypeAlias = Annotated[
    BillingPortalSession | SubscriptionRefused | OperationRefused,
    strawberry.union("BillingPortalResult", description="The outcome of `createBillingPortalSession`."),
]
