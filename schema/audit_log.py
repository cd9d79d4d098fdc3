"""The record of what admins did."""

from datetime import datetime
from typing import Self

import strawberry

from models.admin_action import AdminAction as StoredAction
from schema.context import Info
from schema.costs import list_of
from services.admin.log import AuditedUser as ServiceUser
from services.admin.log import AuditLogFilter as ServiceFilter
from services.admin.log import ChangedValue as ServiceValue
from services.admin.log import asked_values, changed_values

__all__ = ["AdminAction", "AuditLogFilter"]

_USUAL_VALUES = 3


@strawberry.input(description="Which actions to list. What is null or absent does not limit.")
class AuditLogFilter:
    admin_id: strawberry.ID | None = strawberry.field(
        default=None, description="What this admin did: a user's id, or `command line`."
    )
    target_id: strawberry.ID | None = strawberry.field(
        default=None, description="What was done to this: the id of a user, a payment, a model, a promo code and so on."
    )
    action: str | None = strawberry.field(default=None, description="Actions of this kind, such as `grant_tokens`.")
    from_: datetime | None = strawberry.field(name="from", default=None, description="At this moment or later.")
    to: datetime | None = strawberry.field(default=None, description="Before this moment.")

    def to_service(self) -> ServiceFilter:
        """The service's form."""
        return ServiceFilter(
            admin_id=self.admin_id, target_id=self.target_id, action=self.action, since=self.from_, until=self.to
        )


@strawberry.type(description="A user in the record of admins' actions, by what they are called now. For admins.")
class AuditedUser:
    id: strawberry.ID = strawberry.field(description="The user's id.")
    email: str | None = strawberry.field(description="Their address; null for a guest.")
    name: str = strawberry.field(description="Their name.")

    @classmethod
    def of(cls, user: ServiceUser) -> Self:
        """The GraphQL form of `user`."""
        return cls(id=strawberry.ID(user.id), email=user.email, name=user.name)


@strawberry.type(description="A value that an admin changed. For admins.")
class AuditedChange:
    field: str = strawberry.field(description="What it is called.")
    before: str | None = strawberry.field(description="What it was, as text or JSON. Null: there was none.")
    after: str | None = strawberry.field(description="What it became, as text or JSON. Null: there is none any more.")

    @classmethod
    def of(cls, value: ServiceValue) -> Self:
        """The GraphQL form of `value`."""
        return cls(field=value.field, before=value.before, after=value.after)


@strawberry.type(description="Something that an admin asked for. For admins.")
class AuditedDetail:
    name: str = strawberry.field(description="What it is called, such as `amount` or `reason`.")
    value: str = strawberry.field(description="As text or JSON.")


@strawberry.type(description="One thing that an admin did. It is written before it is done, and never removed.")
class AdminAction:
    id: strawberry.ID = strawberry.field(description="Opaque and lasting.")
    at: datetime = strawberry.field(description="When it was asked for.")
    admin_id: strawberry.ID = strawberry.field(
        description="Who did it: a user's id, `command line`, or `automatic` for a refund that the server itself made."
    )
    action: str = strawberry.field(description="What was done, such as `suspend_user` or `refund_payment`.")
    target_id: strawberry.ID = strawberry.field(
        description="To what or whom: the id of a user, a payment, a model, a promo code and so on."
    )
    reason: str | None = strawberry.field(description="Why, in the admin's words. Null where none was asked for.")
    details: list[AuditedDetail] = strawberry.field(
        description="What else was asked for.", directives=[list_of(_USUAL_VALUES)]
    )
    changes: list[AuditedChange] = strawberry.field(
        description="The values that it changed, before and after.", directives=[list_of(_USUAL_VALUES)]
    )
    completed_at: datetime | None = strawberry.field(
        description="When it was known how it ended. Null: it is under way, and goes on by itself after a crash."
    )
    outcome: str | None = strawberry.field(
        description="`done`, or the code of docs/errors.md that refused it. Null: not known yet."
    )

    @strawberry.field(description="The admin. Null: no user, or one whose account was deleted; the id stays.")
    async def admin(self, info: Info) -> AuditedUser | None:
        """All users of one answer are looked up together."""
        return await _user(info, str(self.admin_id))

    @strawberry.field(
        description="The user to whom it was done. Null: it was done to something else, or the account was deleted."
    )
    async def target_user(self, info: Info) -> AuditedUser | None:
        """All users of one answer are looked up together."""
        return await _user(info, str(self.target_id))

    @classmethod
    def of(cls, row: StoredAction) -> Self:
        """The GraphQL form of `row`."""
        asked = asked_values(row)
        return cls(
            id=strawberry.ID(row.id),
            at=row.at,
            admin_id=strawberry.ID(row.admin_id),
            action=row.action,
            target_id=strawberry.ID(row.target_id),
            reason=next((value for name, value in asked if name == "reason"), None),
            details=[AuditedDetail(name=name, value=value) for name, value in asked if name != "reason"],
            changes=[AuditedChange.of(value) for value in changed_values(row)],
            completed_at=row.completed_at,
            outcome=row.outcome,
        )


async def _user(info: Info, user_id: str) -> AuditedUser | None:
    found = await info.context.loader("audited users", info.context.services.audit_log.users).load(user_id)
    return None if found is None else AuditedUser.of(found)
