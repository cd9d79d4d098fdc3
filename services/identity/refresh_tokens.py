"""Refresh tokens: `rt_<session id>.<43 characters>`, opaque to clients and stored only as SHA-256.

The characters are 32 bytes in base64url: 16 random ones stay the same for the whole session, 16 are new with every
rotation, made of the token before and a random seed. So a token that was used before is told from one that was made up
by somebody who has only seen the session's id (it stands in access tokens): the first revokes the session, the second
changes nothing.
"""

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from typing import Self

__all__ = ["RefreshToken"]

_HALF_BYTES = 16
_FORM = re.compile(r"rt_(ses_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True, repr=False)
class RefreshToken:
    """One token of a session. It has no repr, so that no log can show it."""

    session_id: str
    _family: bytes
    _turn: bytes

    @classmethod
    def first(cls, session_id: str) -> Self:
        """The first token of a new session."""
        return cls(session_id, os.urandom(_HALF_BYTES), os.urandom(_HALF_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The token that `text` spells, or None when it spells none."""
        match = _FORM.fullmatch(text)
        if match is None:
            return None
        secret = base64.urlsafe_b64decode(match[2] + "=")
        token = cls(match[1], secret[:_HALF_BYTES], secret[_HALF_BYTES:])
        return token if token.text == text else None  # 43 characters carry 2 bits that must not vary

    def next(self, seed: bytes) -> Self:
        """The token that replaces this one: the same for the same `seed`, which is random and new for each rotation.

        Neither the token nor the seed alone tells anything about it.
        """
        turn = hmac.new(seed, self.text.encode(), hashlib.sha256).digest()[:_HALF_BYTES]
        return type(self)(self.session_id, self._family, turn)

    @property
    def text(self) -> str:
        """The form that clients keep."""
        secret = base64.urlsafe_b64encode(self._family + self._turn).decode().rstrip("=")
        return f"rt_{self.session_id}.{secret}"

    @property
    def hash(self) -> str:
        """SHA-256 of the whole token, in hexadecimal. A random token needs no slow hash."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def family_hash(self) -> str:
        """SHA-256 of what all tokens of the session share, in hexadecimal."""
        return hashlib.sha256(b"family:" + self.session_id.encode() + b":" + self._family).hexdigest()
