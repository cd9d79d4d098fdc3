"""Guests: using the API without an account."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.session import Session, SessionInCookies

__all__ = ["StartGuestSessionInput", "StartGuestSessionResult"]


@strawberry.input(description="Whose guest it is.")
class StartGuestSessionInput:
    device_key: str = strawberry.field(
        description="32 to 128 random characters of A-Z a-z 0-9 _ -, which the client makes once and keeps secret. "
        "The same key gives the same guest again."
    )


StartGuestSessionResult: TypeAlias = Annotated[
    Session | SessionInCookies | OperationRefused,
    strawberry.union(
        "StartGuestSessionResult",
        description="The outcome of `startGuestSession`. Codes: ANONYMOUS_CLOSED, TOO_MANY_GUESTS, GUEST_SIGNED_UP, "
        "ACCOUNT_SUSPENDED, INVALID_INPUT.",
    ),
]
