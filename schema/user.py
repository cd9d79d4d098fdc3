"""The signed-in user."""

from datetime import datetime
from enum import Enum
from typing import Self

import strawberry

from models.user import Role as StoredRole
from schema.allowance import Allowance
from schema.context import Info
from schema.costs import READ, WRITE, cost, list_of
from schema.linked_provider import LinkedProvider
from schema.preferences import Preferences
from schema.subscription import PlanSubscription
from schema.usage import AccountUsage
from services.account.avatar import initials_of
from services.identity.account import Account

__all__ = ["Role", "User"]


@strawberry.enum(description="What a user may do.")
class Role(Enum):
    GUEST = strawberry.enum_value("guest", description="Came without an account; may not buy, claim or share.")
    USER = strawberry.enum_value("user", description="Uses the own wallet.")
    ADMIN = strawberry.enum_value("admin", description="Also sees and changes what belongs to others.")

    @classmethod
    def of(cls, role: StoredRole) -> "Role":
        """The GraphQL form of a stored role."""
        return cls[role.name]


@strawberry.type(description="A person with an account and a wallet.")
class User:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    email: str | None = strawberry.field(
        description="The address to sign in with, in lower case; null for a guest, who has none."
    )
    email_verified: bool = strawberry.field(
        description="Whether the person proved, by a link in a mail, that mail to the address reaches them."
    )
    name: str = strawberry.field(
        description="The name that the person chose, 1 to 100 characters; `Guest` for a guest."
    )
    role: Role = strawberry.field(description="What the user may do.")
    created_at: datetime = strawberry.field(description="When the account was made.")
    avatar_url: str | None = strawberry.field(
        description="The address of a picture that the user named, shown to nobody else. Null: show `initials`."
    )
    initials: str = strawberry.field(description="One or two characters of the name, for where there is no picture.")
    preferences: Preferences = strawberry.field(description="What the user chose once and for all.")
    wallet_id: strawberry.Private[str]

    @strawberry.field(
        description="What others name as `referralCode` when they register, so that both are rewarded.",
        directives=[cost(READ)],
    )
    async def referral_code(self, info: Info) -> str:
        """Read it, or make it for an older account."""
        return await info.context.services.identity.referral_code(self.id)

    @strawberry.field(description="All that this user was ever charged for.", directives=[cost(WRITE)])
    async def usage(self, info: Info) -> AccountUsage:
        """Sum up the wallet's charges."""
        return AccountUsage.of(await info.context.services.usage.totals(self.wallet_id))

    @strawberry.field(
        description="The running subscription, or else the last one. Null: there never was one.",
        directives=[cost(READ)],
    )
    async def subscription(self, info: Info) -> PlanSubscription | None:
        """Read it, as the query of that name does."""
        view = await info.context.services.subscriptions.of_user(self.id)
        return None if view is None else PlanSubscription.of(view)

    @strawberry.field(
        description="What the plan in force allows, and what of it is used today and this month.",
        directives=[cost(READ)],
    )
    async def allowance(self, info: Info) -> Allowance:
        """Read it, as the query of that name does."""
        return Allowance.of(await info.context.services.allowances.use(self.id))

    @strawberry.field(
        description="By which identity providers the user may sign in, by name.", directives=[cost(READ), list_of(3)]
    )
    async def linked_providers(self, info: Info) -> list[LinkedProvider]:
        """Read them."""
        return [LinkedProvider.of(row) for row in await info.context.services.sign_ins.linked(str(self.id))]

    @classmethod
    def of(cls, account: Account) -> Self:
        """The GraphQL form of `account`."""
        return cls(
            id=strawberry.ID(account.id),
            email=account.email,
            email_verified=account.email_verified,
            name=account.name,
            role=Role.of(account.role),
            created_at=account.created_at,
            avatar_url=account.avatar_url,
            initials=initials_of(account.name),
            preferences=Preferences.of(account.preferences),
            wallet_id=account.wallet_id,
        )
