"""Where a user is signed in."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry

import models.session as stored
from schema.errors import OperationRefused

__all__ = ["OpenSession", "RevokeSessionInput", "RevokeSessionResult", "SessionRevoked"]


@strawberry.type(description="A session of the caller that is open.")
class OpenSession:
    id: strawberry.ID = strawberry.field(description="Identifier of the session; no secret.")
    device: str | None = strawberry.field(
        description="What its browser or program tells of itself, such as `Firefox on Windows`. Null: not known."
    )
    network: str | None = strawberry.field(
        description="The network that it was last renewed from, such as `203.0.113.0/24`. Null: not known."
    )
    opened_at: datetime = strawberry.field(description="When its user signed in.")
    last_used_at: datetime = strawberry.field(
        description="When its tokens were last renewed, which a client does every 15 minutes or so while it is used."
    )
    expires_at: datetime = strawberry.field(description="When it ends unless it is renewed before.")
    current: bool = strawberry.field(description="Whether it is the session of this call.")

    @classmethod
    def seen_from(cls, session_id: str) -> Callable[[stored.Session], "OpenSession"]:
        """Makes the GraphQL form of stored sessions, for a call that came with the session of that id."""

        def of(session: stored.Session) -> OpenSession:
            return cls(
                id=strawberry.ID(session.id),
                device=session.device,
                network=session.network,
                opened_at=session.created_at,
                last_used_at=session.refreshed_at,
                expires_at=session.expires_at,
                current=session.id == session_id,
            )

        return of


@strawberry.input(description="Which session ends.")
class RevokeSessionInput:
    session_id: strawberry.ID = strawberry.field(description="A session of `sessions`.")


@strawberry.type(description="The session has ended, and its tokens with it.")
class SessionRevoked:
    session_id: strawberry.ID = strawberry.field(description="Which one.")


RevokeSessionResult: TypeAlias = Annotated[
    SessionRevoked | OperationRefused,
    strawberry.union("RevokeSessionResult", description="The outcome of `revokeSession`. Code: NOT_FOUND."),
]
