"""Tokens for everybody whom a filter matches."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.bulk_grant as stored
from schema.errors import OperationRefused
from schema.scalars import BigInt
from schema.user_filter import UserFilterFields
from services.bulk_grants import BulkGrantOrder
from services.bulk_grants import BulkGrantPreview as ServicePreview

__all__ = [
    "BulkGrant",
    "BulkGrantChanged",
    "BulkGrantPreview",
    "BulkGrantPreviewInput",
    "BulkGrantResult",
    "BulkGrantStatus",
    "CancelBulkGrantInput",
    "StartBulkGrantInput",
]

_AMOUNT = "Whole tokens for each user, 1 to 10^15. They count as free ones."
_REASON = "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."


@strawberry.enum(description="Where a bulk grant stands.")
class BulkGrantStatus(Enum):
    RUNNING = strawberry.enum_value("running", description="A server goes on with it, whichever has time.")
    CANCELLING = strawberry.enum_value("cancelling", description="It ends with the users whom it is just granting.")
    CANCELLED = strawberry.enum_value("cancelled", description="It was stopped; who had the tokens keeps them.")
    DONE = strawberry.enum_value("done", description="Everybody has the tokens.")


@strawberry.type(description="Tokens for every active user whom a filter matches, each once. For admins.")
class BulkGrant:
    id: strawberry.ID = strawberry.field(description="Goes into `cancelBulkGrant`; it is the target in `auditLog`.")
    status: BulkGrantStatus = strawberry.field(description="Where it stands.")
    admin_id: strawberry.ID = strawberry.field(description="Who began it.")
    amount: BigInt = strawberry.field(description="Whole tokens for each user.")
    expires_at: datetime | None = strawberry.field(description="When those that are left are lost. Null: never.")
    created_at: datetime = strawberry.field(description="When it began; users who came later are not in it.")
    expected_users: BigInt = strawberry.field(description="How many users matched when it began.")
    granted: BigInt = strawberry.field(description="Users who have the tokens.")
    refused: BigInt = strawberry.field(description="Users whose wallets are too full to take them, or damaged.")
    ended_at: datetime | None = strawberry.field(description="When it was done or stopped. Null: it is going on.")

    @classmethod
    def of(cls, row: stored.BulkGrant) -> Self:
        """The GraphQL form of `row`."""
        return cls(
            id=strawberry.ID(row.id),
            status=BulkGrantStatus[row.status.name],
            admin_id=strawberry.ID(row.admin_id),
            amount=BigInt(row.amount),
            expires_at=row.expires_at,
            created_at=row.created_at,
            expected_users=BigInt(row.expected_users),
            granted=BigInt(row.granted),
            refused=BigInt(row.refused),
            ended_at=row.ended_at,
        )


@strawberry.type(description="What a bulk grant would do now. For admins.")
class BulkGrantPreview:
    users: BigInt = strawberry.field(description="How many users would be granted.")
    tokens: BigInt = strawberry.field(description="How many tokens in all.")

    @classmethod
    def of(cls, preview: ServicePreview) -> Self:
        """The GraphQL form of `preview`."""
        return cls(users=BigInt(preview.users), tokens=BigInt(preview.tokens))


@strawberry.input(description="What a bulk grant would give, and to whom. What is null or absent does not limit.")
class BulkGrantPreviewInput(UserFilterFields):
    amount: BigInt = strawberry.field(description=_AMOUNT)


@strawberry.input(
    description="What to give, to which active users, and why. What is null or absent does not limit; without "
    "any limit it is everybody, guests too."
)
class StartBulkGrantInput(UserFilterFields):
    amount: BigInt = strawberry.field(description=_AMOUNT)
    expires_at: datetime | None = strawberry.field(
        default=None,
        description="When those that are left are lost; a bulk grant that is still running then ends. Null: never.",
    )
    most_users: BigInt = strawberry.field(
        description="How many users it may be for at most: when more match, nothing is granted. `bulkGrantPreview` "
        "counts."
    )
    reason: str = strawberry.field(description=_REASON)
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input "
        "begins one bulk grant."
    )

    def order(self) -> BulkGrantOrder:
        """The service's form."""
        return BulkGrantOrder(
            wanted=self.filter(),
            amount=self.amount,
            expires_at=self.expires_at,
            most_users=self.most_users,
            reason=self.reason,
        )


@strawberry.input(description="Which bulk grant to stop, and why.")
class CancelBulkGrantInput:
    bulk_grant_id: strawberry.ID = strawberry.field(description="An id of `bulkGrants`.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.type(description="It was begun, or is being stopped. For admins.")
class BulkGrantChanged:
    bulk_grant: BulkGrant = strawberry.field(description="As it stands now.")


BulkGrantResult: TypeAlias = Annotated[
    BulkGrantChanged | OperationRefused,
    strawberry.union(
        "BulkGrantResult",
        description="The outcome of `startBulkGrant` and `cancelBulkGrant`. Codes: TOO_MANY_USERS, BULK_GRANT_ENDED, "
        "NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_CONFLICT.",
    ),
]
