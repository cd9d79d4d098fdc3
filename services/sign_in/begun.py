"""What a browser keeps while its person is away at a provider: a signed cookie, good for ten minutes.

Nothing is stored here before the browser comes back, so that beginning a thousand sign-ins costs nothing.
"""

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Self

from gateways.sign_in import AskedSignIn
from services.clock import Clock
from services.link_signer import LinkSigner, LinkState
from services.sign_in.errors import SignInExpiredError

__all__ = ["BEGUN_SECONDS", "BegunSignIn", "BegunSignIns"]

BEGUN_SECONDS = 600
_MOST_CHARACTERS = 4_096
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BegunSignIn:
    """One begun sign-in. It has no repr, so that no log can show it."""

    provider: str
    return_to: str
    challenge: str
    """SHA-256 in base64url of what only the client knows that began."""
    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls, provider: str, return_to: str, challenge: str) -> Self:
        """With secrets of its own."""
        state, nonce, verifier = (secrets.token_urlsafe(_SECRET_BYTES) for _ in range(3))
        return cls(
            provider=provider, return_to=return_to, challenge=challenge, state=state, nonce=nonce, verifier=verifier
        )

    def asked(self, redirect_uri: str) -> AskedSignIn:
        """What the provider gets of it."""
        return AskedSignIn(self.state, self.nonce, self.verifier, redirect_uri)


class BegunSignIns:
    """Writes and reads the cookie."""

    def __init__(self, *, signing_secret: str, clock: Clock) -> None:
        self._signer = LinkSigner("sign-in", signing_secret=signing_secret, life_seconds=BEGUN_SECONDS, clock=clock)

    def written(self, begun: BegunSignIn) -> str:
        """The cookie's value."""
        text = base64.urlsafe_b64encode(json.dumps(asdict(begun)).encode()).decode()
        signed = self._signer.sign(text)
        return f"{text}.{signed.expires}.{signed.signature}"

    def read(self, value: str | None, *, provider: str, state: str) -> BegunSignIn:
        """What the cookie holds; raises SignInExpiredError unless it began just this sign-in."""
        parts = (value or "")[:_MOST_CHARACTERS].split(".")
        if len(parts) != 3:  # noqa: PLR2004 - text, expiry, signature
            raise SignInExpiredError
        text, expires, signature = parts
        if self._signer.judge(text, expires=expires, signature=signature) is not LinkState.GOOD:
            raise SignInExpiredError
        try:
            begun = BegunSignIn(**json.loads(base64.urlsafe_b64decode(text)))
        except (binascii.Error, ValueError, TypeError) as error:  # signed by a version that wrote it otherwise
            raise SignInExpiredError from error
        same = hmac.compare_digest(begun.state.encode(), state.encode("utf-8", "surrogatepass"))
        if begun.provider != provider or not same:
            raise SignInExpiredError
        return begun
