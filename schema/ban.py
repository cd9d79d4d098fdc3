"""Bans: who may not call for a while."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

from models.ban import Ban as StoredBan
from schema.errors import OperationRefused

__all__ = ["Ban", "BanLifted", "BanSubject", "LiftBanInput", "LiftBanResult"]


@strawberry.enum(description="Whose calls are refused.")
class BanSubject(Enum):
    ADDRESS = strawberry.enum_value(
        "address", description="An IPv4 address or an IPv6 network of /64: its calls that bring no valid token."
    )
    USER = strawberry.enum_value("user", description="A user: all calls of its sessions.")
    API_KEY = strawberry.enum_value("api_key", description="An API key: all its calls.")


@strawberry.type(description="A ban that has not ended. It ends by itself.")
class Ban:
    id: strawberry.ID = strawberry.field(description="Goes into `liftBan`.")
    kind: BanSubject = strawberry.field(description="What is banned.")
    subject: str = strawberry.field(description="The address or network, or the id of the user or API key.")
    limit: str = strawberry.field(description="The limit that was passed last, by its name in docs/rate-limits.md.")
    in_a_row: int = strawberry.field(description="How many bans in a row this is; each lasts twice as long.")
    since: datetime = strawberry.field(description="When it began.")
    until: datetime = strawberry.field(description="When it ends.")

    @classmethod
    def of(cls, stored: StoredBan) -> Self:
        """The GraphQL form of `stored`."""
        return cls(
            id=strawberry.ID(stored.id),
            kind=BanSubject[stored.kind.name],
            subject=stored.subject,
            limit=stored.limit,
            in_a_row=stored.in_a_row,
            since=stored.since,
            until=stored.until,
        )


@strawberry.input(description="Which ban to end.")
class LiftBanInput:
    ban_id: strawberry.ID = strawberry.field(
        description="The id of a ban, or whose it is: an address or network, or the id of a user or API key."
    )


@strawberry.type(description="The ban has ended, and those before it are forgotten.")
class BanLifted:
    ban_id: strawberry.ID = strawberry.field(description="The id that it had.")


LiftBanResult: TypeAlias = Annotated[
    BanLifted | OperationRefused, strawberry.union("LiftBanResult", description="The outcome of `liftBan`.")
]
