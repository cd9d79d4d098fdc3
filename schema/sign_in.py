"""Signing in by other identity providers."""

from typing import Annotated, Self, TypeAlias

import strawberry

from models.external_identity import ExternalIdentity
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.linked_provider import LinkedProvider
from schema.session import Session, SessionInCookies
from services.sign_in.service import start_path

__all__ = [
    "ExchangeSignInInput",
    "ExchangeSignInResult",
    "LinkProviderInput",
    "LinkProviderResult",
    "LinkedProviders",
    "SignInProvider",
    "UnlinkProviderInput",
    "UnlinkProviderResult",
]


@strawberry.type(description="An identity provider by which people may sign in here.")
class SignInProvider:
    name: str = strawberry.field(description="Such as `google`.")
    start_path: str = strawberry.field(
        description="Where a browser is sent to, on this server, with the query parameters `challenge` and `return_to`."
    )

    @classmethod
    def of(cls, name: str) -> Self:
        """The provider of this name."""
        return cls(name=name, start_path=start_path(name))


@strawberry.type(description="What opens the account now, beside a password.")
class LinkedProviders:
    providers: list[LinkedProvider] = strawberry.field(description="By name.", directives=[list_of(3)])

    @classmethod
    def of(cls, rows: list[ExternalIdentity]) -> Self:
        """The GraphQL form of stored identities."""
        return cls(providers=[LinkedProvider.of(row) for row in rows])


@strawberry.input(description="A sign-in at a provider that has come back.")
class ExchangeSignInInput:
    code: str = strawberry.field(
        description="The `code` in the address of your page. It is good for 60 seconds and one use, right or wrong."
    )
    verifier: str = strawberry.field(
        description="The secret whose SHA-256 in base64url was the `challenge`; 43 to 128 characters."
    )
    referral_code: str | None = strawberry.field(
        default=None, description="Another user's `referralCode`, if this makes a new account."
    )


@strawberry.input(description="A sign-in at a provider that has come back, for the account that is signed in.")
class LinkProviderInput:
    code: str = strawberry.field(description="As for `exchangeSignIn`.")
    verifier: str = strawberry.field(description="As for `exchangeSignIn`.")


@strawberry.input(description="Which sign-in opens the account no more.")
class UnlinkProviderInput:
    provider: str = strawberry.field(description="The provider's name.")


ExchangeSignInResult: TypeAlias = Annotated[
    Session | SessionInCookies | OperationRefused,
    strawberry.union(
        "ExchangeSignInResult",
        description="The outcome of `exchangeSignIn`. Codes: SIGN_IN_CODE_INVALID, EMAIL_UNVERIFIED, "
        "SIGN_IN_NOT_LINKED, SIGN_IN_PROVIDER_UNKNOWN, ACCOUNT_SUSPENDED, REGISTRATION_CLOSED, REFERRAL_CODE_UNKNOWN, "
        "SESSION_EXPIRED.",
    ),
]

LinkProviderResult: TypeAlias = Annotated[
    LinkedProviders | OperationRefused,
    strawberry.union(
        "LinkProviderResult",
        description="The outcome of `linkProvider`. Codes: SIGN_IN_AGAIN, SIGN_IN_CODE_INVALID, SIGN_IN_TAKEN, "
        "SIGN_IN_PROVIDER_UNKNOWN.",
    ),
]

UnlinkProviderResult: TypeAlias = Annotated[
    LinkedProviders | OperationRefused,
    strawberry.union(
        "UnlinkProviderResult",
        description="The outcome of `unlinkProvider`. Codes: SIGN_IN_AGAIN, LAST_WAY_IN, NOT_FOUND.",
    ),
]
