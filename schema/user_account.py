"""Users as admins see them."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

import models.user as stored
from schema.audit_log import AdminAction
from schema.balance import Balance
from schema.context import Info
from schema.costs import READ, WRITE, cost, list_of
from schema.open_session import OpenSession
from schema.payment import Payment
from schema.scalars import BigInt
from schema.usage import AccountUsage
from schema.user import Role
from services.admin.log import AuditLogFilter
from services.ledger.state import Grant
from services.paging import PageRequest

__all__ = ["TokenGrant", "UserAccount", "UserFigures", "UserStatus"]

_NEWEST = 20


@strawberry.enum(description="Whether a user may act.")
class UserStatus(Enum):
    ACTIVE = strawberry.enum_value("active", description="May sign in and act.")
    SUSPENDED = strawberry.enum_value("suspended", description="May do nothing until an admin activates them.")
    MERGED = strawberry.enum_value("merged", description="A guest who signed in to an account, which goes on for them.")
    ERASING = strawberry.enum_value("erasing", description="Was deleted; what is left of them is being removed.")
    ERASED = strawberry.enum_value("erased", description="Was deleted. The id stays, for the books.")


@strawberry.type(description="Tokens of one origin that a user can spend. For admins.")
class TokenGrant:
    source: str = strawberry.field(
        description="Where they are from: `welcome`, `anonymous`, `claim`, `refill`, `purchase`, `promo`, `referral`, "
        "`gift`, `subscription`, `admin` or `refund`."
    )
    available: BigInt = strawberry.field(description="Whole tokens.")
    expires_at: datetime | None = strawberry.field(description="When they are lost. Null: never.")
    reference: strawberry.ID | None = strawberry.field(
        description="What they were bought by, such as a payment's id; a refund takes them back by it."
    )

    @classmethod
    def of(cls, grant: Grant) -> Self:
        """The GraphQL form of `grant`."""
        reference = None if grant.reference is None else strawberry.ID(grant.reference)
        return cls(
            source=grant.source.value,
            available=BigInt(grant.available),
            expires_at=grant.expires_at,
            reference=reference,
        )


@strawberry.type(
    description="What lists of users are sorted and filtered by, as it was at `at`: up to a minute old where the "
    "wallet was used, and some hours where tokens expired or a subscription ended unused. For admins."
)
class UserFigures:
    available: BigInt = strawberry.field(description="Tokens that could be spent.")
    spent: BigInt = strawberry.field(description="Tokens that were ever spent.")
    plan_id: strawberry.ID = strawberry.field(description="The plan that was in force.")
    at: datetime = strawberry.field(description="When this was read.")

    @classmethod
    def of(cls, figures: stored.UserFigures) -> Self:
        """The GraphQL form of `figures`."""
        return cls(
            available=BigInt(figures.available),
            spent=BigInt(figures.spent),
            plan_id=strawberry.ID(figures.plan_id),
            at=figures.at,
        )


@strawberry.type(description="A user as admins see them.")
class UserAccount:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    email: str | None = strawberry.field(description="In lower case; null for guests, and for who was deleted.")
    email_verified: bool = strawberry.field(description="Whether mail to it is known to reach them.")
    name: str = strawberry.field(description="What they call themselves.")
    role: Role = strawberry.field(description="What they may do.")
    status: UserStatus = strawberry.field(description="Whether they may act.")
    created_at: datetime = strawberry.field(description="When they signed up, or came as a guest.")
    last_seen_at: datetime | None = strawberry.field(
        description="When they last signed in, their client renewed its tokens (every 15 minutes or so while it is "
        "used), or an API key of theirs was used. Null: not known."
    )
    wallet_id: strawberry.ID = strawberry.field(description="Names the wallet on the command line and in the ledger.")
    figures: UserFigures | None = strawberry.field(
        description="What lists are sorted by. Null: not read yet. What is true now is in `balance`, `usage`, `planId`."
    )

    @strawberry.field(description="The plan in force now.", directives=[cost(READ)])
    async def plan_id(self, info: Info) -> strawberry.ID:
        """All of one answer are read together."""
        return strawberry.ID(await info.context.loader("plans", info.context.services.user_list.plans).load(self.id))

    @strawberry.field(description="What the wallet holds now.", directives=[cost(READ)])
    async def balance(self, info: Info) -> Balance:
        """All of one answer are read together."""
        load = info.context.services.user_list.balances
        return Balance.of(await info.context.loader("balances", load).load(self.wallet_id))

    @strawberry.field(description="All that they were ever charged for.", directives=[cost(READ)])
    async def usage(self, info: Info) -> AccountUsage:
        """All of one answer are read together."""
        load = info.context.services.user_list.usage
        return AccountUsage.of(await info.context.loader("usage of accounts", load).load(self.wallet_id))

    @strawberry.field(
        description="What the balance is made of: each grant that can be spent from now, in spending order.",
        directives=[cost(READ), list_of(_NEWEST)],
    )
    async def grants(self, info: Info) -> list[TokenGrant]:
        """Read them from the wallet's newest entry."""
        return [TokenGrant.of(grant) for grant in await info.context.services.ledger.grants(self.wallet_id)]

    @strawberry.field(description="Their newest 20 payments.", directives=[cost(WRITE), list_of(_NEWEST)])
    async def payments(self, info: Info) -> list[Payment]:
        """Read one page of them."""
        page = await info.context.services.payments.of_user(self.id, PageRequest(first=_NEWEST))
        return [Payment.of(row) for row in page.rows]

    @strawberry.field(
        description="The newest 20 sessions in which they are signed in.", directives=[cost(WRITE), list_of(_NEWEST)]
    )
    async def sessions(self, info: Info) -> list[OpenSession]:
        """Read one page of them."""
        viewer = info.context.viewer
        page = await info.context.services.identity.open_sessions(self.id, PageRequest(first=_NEWEST))
        return [OpenSession.seen_from("" if viewer is None else viewer.session_id)(row) for row in page.rows]

    @strawberry.field(
        description="The newest 20 things that admins did to them; `auditLog` has all.",
        directives=[cost(WRITE), list_of(_NEWEST)],
    )
    async def admin_actions(self, info: Info) -> list[AdminAction]:
        """Read one page of them."""
        wanted = AuditLogFilter(target_id=self.id)
        page = await info.context.services.audit_log.page(wanted, PageRequest(first=_NEWEST))
        return [AdminAction.of(row) for row in page.rows]

    @classmethod
    def of(cls, user: stored.User) -> Self:
        """The GraphQL form of `user`."""
        return cls(
            id=strawberry.ID(user.id),
            email=user.email,
            email_verified=user.email_verified_at is not None,
            name=user.name,
            role=Role.of(user.role),
            status=UserStatus[user.status.name],
            created_at=user.created_at,
            last_seen_at=user.last_seen_at,
            wallet_id=strawberry.ID(user.wallet_id),
            figures=None if user.figures is None else UserFigures.of(user.figures),
        )
