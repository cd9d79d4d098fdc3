"""What every identity provider is for us, whatever it speaks."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["AskedSignIn", "ProvedIdentity", "SignInProvider"]


@dataclass(frozen=True, slots=True, repr=False)
class AskedSignIn:
    """One sign-in that a browser was sent to the provider for. It has no repr, so that no log can show it."""

    state: str
    """Comes back with the browser, which shows that it is the one that was sent."""
    nonce: str
    """Comes back within the id token, which shows that it was made for this sign-in."""
    verifier: str
    """PKCE (RFC 7636): only who began the sign-in can use the code that it ends with."""
    redirect_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvedIdentity:
    """Who signed in, by the word of `provider`."""

    provider: str
    subject: str
    """The provider's own id of the person: it lasts, while an e-mail address may change."""
    email: str | None
    email_verified: bool
    """Whether the provider says that mail to the address reaches this person."""
    name: str | None


class SignInProvider(Protocol):
    """One identity provider."""

    @property
    def name(self) -> str:
        """What it is called in addresses and in the database, such as `google`."""

    @property
    def issuer(self) -> str | None:
        """What it calls itself in answers (RFC 9207), or None when it never does."""

    async def authorization_url(self, asked: AskedSignIn) -> str:
        """Where a browser goes to sign in; raises SignInUnavailableError."""

    async def identity(self, code: str, asked: AskedSignIn) -> ProvedIdentity:
        """Who signed in, for the code that the browser came back with.

        Raises ProofInvalidError, SignInDeclinedError, SignInUnavailableError.
        """

    async def close(self) -> None:
        """Close its connections."""
