"""Other identity providers that people may sign in by."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, SecretStr

from settings.addresses import Origin, WebAddress, split_list
from settings.sign_in_providers import ReturnAddress, SignInProviderEntries

__all__ = ["SignInSettings"]


class SignInSettings(BaseModel):
    """Google, others by OpenID Connect or OAuth, and Clerk. None of them is on by itself."""

    allow_social_login: bool = Field(
        True, description="Whether people may sign in by the identity providers that are set below."
    )
    google_client_id: str | None = Field(None, description="Sign-in with Google: the client's id.")
    google_client_secret: SecretStr | None = Field(None, description="Sign-in with Google: the client's secret.")
    sign_in_providers: SignInProviderEntries = Field(
        [],
        description="More identity providers, as a list in JSON of objects with name, kind (oidc, github, atlassian), "
        "client_id, client_secret and, for oidc, issuer (such as https://gitlab.com).",
    )
    sign_in_return_urls: Annotated[list[ReturnAddress], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated addresses of your app's pages, each whole and exact, to which browsers come back "
        "from signing in. The first is used where none is asked for.",
    )
    clerk_webhook_secret: SecretStr | None = Field(
        None, description="Signing secret (whsec_...) of Clerk's webhook; with it /webhooks/clerk is served."
    )
    clerk_issuer: WebAddress | None = Field(
        None, description="Clerk's Frontend API address; with it Clerk's session tokens are taken as bearer tokens."
    )
    clerk_authorized_parties: Annotated[list[Origin], BeforeValidator(split_list)] = Field(
        [], description="Comma-separated origins of your app, one of which Clerk's tokens must name as azp."
    )
    clerk_jwks_url: WebAddress | None = Field(
        None, description="Where Clerk's keys are. Unset: /.well-known/jwks.json below CLERK_ISSUER."
    )
