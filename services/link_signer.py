"""Signs what a link names and until when it is good, for every kind of link that this server gives out.

The signature is HMAC-SHA256 over the named parts and the expiry. Its key is made of the secret that signs access
tokens, under the purpose's label, so that no signature for one purpose, nor an access token's, can stand for another.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from services.clock import Clock

__all__ = ["LinkSigner", "LinkState", "Signature"]

_EXPIRY = re.compile(r"[1-9][0-9]{0,14}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a link carries beside its parts."""

    expires: int
    """Seconds since 1970; from then on the link is good no more."""
    signature: str
    """64 hexadecimal digits."""

    @property
    def expires_at(self) -> datetime:
        """`expires` as a moment."""
        return datetime.fromtimestamp(self.expires, UTC)


class LinkState(Enum):
    """What a link is worth."""

    GOOD = auto()
    EXPIRED = auto()
    FORGED = auto()


class LinkSigner:
    """One for a purpose, such as `receipt-links`. Another purpose has another key."""

    def __init__(self, purpose: str, *, signing_secret: str, life_seconds: int, clock: Clock) -> None:
        self._key = hmac.new(signing_secret.encode(), f"tokentill/{purpose}/1".encode(), hashlib.sha256).digest()
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock

    def sign(self, *parts: str) -> Signature:
        """For a link that names `parts`, good from now on, for whole seconds."""
        expires = int((self._clock() + self._life).timestamp())
        return Signature(expires, self._sign(*parts, str(expires)))

    def judge(self, *parts: str, expires: str, signature: str) -> LinkState:
        """Of what came with a request, nothing of which is trusted before.

        The signature is judged first, in constant time, so that a guess learns nothing.
        """
        expected = self._sign(*parts, expires)
        # Bytes: the comparison refuses texts that are not ASCII, and a header's characters may be any.
        same = hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass"))
        if not same or not _EXPIRY.fullmatch(expires):
            return LinkState.FORGED
        return LinkState.EXPIRED if int(expires) <= self._clock().timestamp() else LinkState.GOOD

    def _sign(self, *parts: str) -> str:
        # Each part is told with its length, so that no character can be moved from one to the next.
        encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
        signed = b"".join(len(part).to_bytes(4) + part for part in encoded)
        return hmac.new(self._key, signed, hashlib.sha256).hexdigest()
