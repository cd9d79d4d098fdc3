"""Which users an admin wants, and in which order."""

from dataclasses import replace
from datetime import datetime
from enum import Enum

import strawberry

import models.user as stored
from schema.scalars import BigInt
from schema.user import Role
from schema.user_account import UserStatus
from services.user_list import UserFilter as ServiceFilter
from services.user_list import UserSort as ServiceSort

__all__ = ["UserFilter", "UserFilterFields", "UserSort"]


@strawberry.enum(description="What comes first in a list of users.")
class UserSort(Enum):
    NEWEST = strawberry.enum_value("newest", description="Who signed up last.")
    OLDEST = strawberry.enum_value("oldest", description="Who signed up first.")
    LAST_SEEN = strawberry.enum_value("last_seen", description="Who was seen last; who never was comes last.")
    NAME = strawberry.enum_value("name", description="By name, A to Z, in any case.")
    EMAIL = strawberry.enum_value("email", description="By address, A to Z; only those who have one.")
    BALANCE = strawberry.enum_value("balance", description="Who can spend most, by `figures`.")
    SPENT = strawberry.enum_value("spent", description="Who has spent most, by `figures`.")

    def to_service(self) -> ServiceSort:
        """The service's form."""
        return ServiceSort[self.name]


@strawberry.input
class UserFilterFields:
    role: Role | None = strawberry.field(default=None, description="Users of this role; GUEST: those without account.")
    plan_id: strawberry.ID | None = strawberry.field(
        default=None, description="Users of this plan, by `figures`; that of who pays for none is `free`."
    )
    verified: bool | None = strawberry.field(default=None, description="Whether the address was proved.")
    created_from: datetime | None = strawberry.field(
        default=None, description="Users who signed up at this moment or later."
    )
    created_to: datetime | None = strawberry.field(default=None, description="Users who signed up before this moment.")
    available_least: BigInt | None = strawberry.field(
        default=None, description="Users who can spend so many tokens or more, by `figures`."
    )
    available_most: BigInt | None = strawberry.field(
        default=None, description="Users who can spend so many tokens or fewer, by `figures`."
    )

    def filter(self) -> ServiceFilter:
        """The service's form."""
        return ServiceFilter(
            role=None if self.role is None else stored.Role[self.role.name],
            plan_id=self.plan_id,
            verified=self.verified,
            created_since=self.created_from,
            created_until=self.created_to,
            available_least=self.available_least,
            available_most=self.available_most,
        )


@strawberry.input(description="Which users to list. What is null or absent does not limit.")
class UserFilter(UserFilterFields):
    status: UserStatus | None = strawberry.field(default=None, description="Users of this status.")

    def with_status(self) -> ServiceFilter:
        """The service's form."""
        status = None if self.status is None else stored.UserStatus[self.status.name]
        return replace(self.filter(), status=status)
