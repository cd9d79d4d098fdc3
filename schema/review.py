"""What is flagged for admins, and what they decide."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.payment import Payment as StoredPayment
from models.payment import PaymentFlag
from models.webhook_event import WebhookEvent
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.payment import Payment
from schema.scalars import BigInt
from services import reviews as service

__all__ = ["ResolveReviewInput", "ResolveReviewResult", "Review", "ReviewResolved"]

_USUAL_FLAGS = 3


@strawberry.enum(description="What is flagged.")
class ReviewKind(Enum):
    PAYMENT = strawberry.enum_value("pay", description="A payment.")
    SUBSCRIPTION = strawberry.enum_value("subn", description="A subscription.")
    EVENT = strawberry.enum_value("evt", description="A gateway's event that belongs to neither.")


@strawberry.enum(description="What an admin decides about something that is flagged.")
class ReviewDecision(Enum):
    CREDIT = strawberry.enum_value(
        "credit",
        description="Grant the tokens of the payment, once, although amount, currency or metadata differ. The gateway "
        "must say that it is paid.",
    )
    REFUND = strawberry.enum_value(
        "refund", description="Pay all that is left back; tokens that were granted are taken with it."
    )
    CHECK_AGAIN = strawberry.enum_value(
        "check_again", description="Ask the gateway how it stands now, and do what follows from that."
    )
    DISMISS = strawberry.enum_value("dismiss", description="Leave everything as it is.")

    def to_service(self) -> service.Decision:
        """The service's form."""
        return service.Decision[self.name]


@strawberry.type(description="Why something is flagged.")
class ReviewFlag:
    reason: str = strawberry.field(description="A stable code, such as WRONG_AMOUNT; docs/overview.md has all.")
    detail: str = strawberry.field(description="What was found, in English.")
    event_id: str | None = strawberry.field(description="The gateway's event that told of it. Null: none did.")
    at: datetime = strawberry.field(description="When it was flagged.")

    @classmethod
    def of(cls, flag: PaymentFlag) -> Self:
        """The GraphQL form of `flag`."""
        return cls(reason=flag.code, detail=flag.detail, event_id=flag.event_id, at=flag.at)


@strawberry.type(description="What a gateway told in an event that belongs to nothing here.")
class ReviewedEvent:
    gateway: str = strawberry.field(description="Who sent it.")
    type: str = strawberry.field(description="The gateway's name of what happened.")
    object_id: str | None = strawberry.field(description="The gateway's id of what it is about.")
    received_at: datetime = strawberry.field(description="When it came first.")
    amount: BigInt | None = strawberry.field(description="Whole minor units that it says were asked for.")
    amount_received: BigInt | None = strawberry.field(description="Whole minor units that it says were paid.")
    currency: str | None = strawberry.field(description="ISO 4217, as it says.")

    @classmethod
    def of(cls, row: WebhookEvent) -> Self:
        """The GraphQL form of `row`."""

        def amount(name: str) -> BigInt | None:
            value = row.facts.get(name)
            return BigInt(value) if isinstance(value, int) else None

        return cls(
            gateway=row.source,
            type=row.type,
            object_id=row.object_id,
            received_at=row.received_at,
            amount=amount("amount"),
            amount_received=amount("amount_received"),
            currency=row.facts.get("currency"),
        )


@strawberry.type(description="Something that waits for an admin's decision.")
class Review:
    id: strawberry.ID = strawberry.field(description="That of the payment or subscription, or ours of the event.")
    kind: ReviewKind = strawberry.field(description="What is flagged.")
    flags: list[ReviewFlag] = strawberry.field(
        description="Why it waits, the oldest first; empty once it is resolved.", directives=[list_of(_USUAL_FLAGS)]
    )
    user_id: strawberry.ID | None = strawberry.field(description="Whose it is. Null: nobody is known.")
    payment: Payment | None = strawberry.field(description="The payment, of that kind.")
    event: ReviewedEvent | None = strawberry.field(description="What was told, of that kind.")
    decisions: list[ReviewDecision] = strawberry.field(
        description="What can be decided now.", directives=[list_of(len(ReviewDecision))]
    )

    @classmethod
    def of(cls, review: service.Review) -> Self:
        """The GraphQL form of `review`."""
        row = review.row
        return cls(
            id=strawberry.ID(review.id),
            kind=ReviewKind(review.kind.value),
            flags=[ReviewFlag.of(flag) for flag in review.flags],
            user_id=None if review.user_id is None else strawberry.ID(review.user_id),
            payment=Payment.of(row) if isinstance(row, StoredPayment) else None,
            event=ReviewedEvent.of(row) if isinstance(row, WebhookEvent) else None,
            decisions=[ReviewDecision(each.value) for each in review.decisions],
        )


@strawberry.input(description="What is decided about something that is flagged, and why.")
class ResolveReviewInput:
    review_id: strawberry.ID = strawberry.field(description="The `id` of a row of `paymentsForReview`.")
    decision: ReviewDecision = strawberry.field(description="One of its `decisions`.")
    reason: str = strawberry.field(description="Why, for the record of admin actions: 1 to 500 characters.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input decides once."
    )


@strawberry.type(description="It is done, and the flags are off the list.")
class ReviewResolved:
    review: Review = strawberry.field(description="As it stands now; what was flagged meanwhile waits on.")

    @classmethod
    def of(cls, review: service.Review) -> Self:
        """The GraphQL form of `review`."""
        return cls(review=Review.of(review))


ResolveReviewResult: TypeAlias = Annotated[
    ReviewResolved | OperationRefused,
    strawberry.union("ResolveReviewResult", description="What `resolveReview` gives."),
]
