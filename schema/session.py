"""Signing in and out."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.user import User
from services.identity.account import SignedIn

__all__ = [
    "LoggedOut",
    "LoginInput",
    "LoginResult",
    "LogoutInput",
    "LogoutResult",
    "RefreshSessionInput",
    "RefreshSessionResult",
    "RegisterInput",
    "RegisterResult",
    "Session",
    "SessionInCookies",
]


@strawberry.input(description="A new account.")
class RegisterInput:
    email: str = strawberry.field(description="An e-mail address, at most 254 characters. Case does not matter.")
    password: str = strawberry.field(description="8 to 256 characters of any kind, and not the e-mail address.")
    name: str = strawberry.field(description="1 to 100 characters, without control characters.")
    referral_code: str | None = strawberry.field(
        default=None,
        description="Another user's `referralCode`, in any case. A first purchase then rewards both.",
    )


@strawberry.input(description="Who signs in.")
class LoginInput:
    email: str = strawberry.field(description="The e-mail address of the account. Case does not matter.")
    password: str = strawberry.field(description="The account's password.")


_IN_COOKIES = "Null, and only then, where the session is in cookies."


@strawberry.input(description="Which session goes on.")
class RefreshSessionInput:
    refresh_token: str | None = strawberry.field(
        default=None,
        description="The newest refresh token of the session. It is used up: for some seconds it gives the same new "
        f"one again, then it ends the session. {_IN_COOKIES}",
    )


@strawberry.input(description="Which session ends.")
class LogoutInput:
    refresh_token: str | None = strawberry.field(
        default=None, description=f"A refresh token of the session. {_IN_COOKIES}"
    )


@strawberry.type(description="A signed-in session.")
class Session:
    access_token: str = strawberry.field(
        description="Sent as `Authorization: Bearer ...` with every request. Opaque to clients."
    )
    refresh_token: str = strawberry.field(
        description="Good for one `refreshSession`. Keep it secret, and keep only the newest one."
    )
    expires_at: datetime = strawberry.field(description="When the access token ends; refresh before.")
    user: User = strawberry.field(description="Who is signed in.")

    @classmethod
    def of(cls, signed_in: SignedIn) -> Self:
        """The GraphQL form of `signed_in`."""
        return cls(
            access_token=signed_in.access_token,
            refresh_token=signed_in.refresh_token,
            expires_at=signed_in.expires_at,
            user=User.of(signed_in.account),
        )


@strawberry.type(
    description="A signed-in session whose tokens are in cookies, as `X-Tokentill-Session: cookie` asked. No script "
    "can read them."
)
class SessionInCookies:
    expires_at: datetime = strawberry.field(description="When the access token ends; call `refreshSession` before.")
    user: User = strawberry.field(description="Who is signed in.")

    @classmethod
    def of(cls, signed_in: SignedIn) -> Self:
        """The GraphQL form of `signed_in`, without its tokens."""
        return cls(expires_at=signed_in.expires_at, user=User.of(signed_in.account))


@strawberry.type(description="The session has ended, and its tokens with it.")
class LoggedOut:
    logged_out: bool = strawberry.field(description="Always true.")


RegisterResult: TypeAlias = Annotated[
    Session | SessionInCookies | OperationRefused,
    strawberry.union(
        "RegisterResult",
        description="The outcome of `register`. Codes: EMAIL_TAKEN, WEAK_PASSWORD, INVALID_INPUT, "
        "REFERRAL_CODE_UNKNOWN, REGISTRATION_CLOSED, EMAIL_LOGIN_CLOSED, IDENTITY_BUSY; of a guest SESSION_EXPIRED.",
    ),
]

LoginResult: TypeAlias = Annotated[
    Session | SessionInCookies | OperationRefused,
    strawberry.union(
        "LoginResult",
        description="The outcome of `login`. Codes: INVALID_CREDENTIALS, TOO_MANY_ATTEMPTS, ACCOUNT_SUSPENDED, "
        "INVALID_INPUT, EMAIL_LOGIN_CLOSED, IDENTITY_BUSY.",
    ),
]

RefreshSessionResult: TypeAlias = Annotated[
    Session | SessionInCookies | OperationRefused,
    strawberry.union(
        "RefreshSessionResult",
        description="The outcome of `refreshSession`. Codes: SESSION_EXPIRED, ACCOUNT_SUSPENDED.",
    ),
]

LogoutResult: TypeAlias = Annotated[
    LoggedOut | OperationRefused,
    strawberry.union("LogoutResult", description="The outcome of `logout`. Code: SESSION_EXPIRED."),
]
