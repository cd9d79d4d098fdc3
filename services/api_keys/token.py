"""Tokens of API keys: `tk_live_<12 characters>_<43 characters>`.

The first part, `tk_live_` included, is the prefix: no secret, shown in lists, and what a request finds the key by. The
43 characters are 32 random bytes in base64url. Only the hash of the whole is stored. It is SHA-256 and not a slow hash:
slowness protects secrets that can be guessed, and nobody guesses 256 random bits.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Self

__all__ = ["ApiToken"]

_MARK = "tk_live_"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PREFIX_CHARACTERS = 12
_SECRET_BYTES = 32
_FORM = re.compile(r"(tk_live_[0-9a-z]{12})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True, repr=False)
class ApiToken:
    """One token. It has no repr, so that no log can show it."""

    prefix: str
    _secret: str

    @classmethod
    def new(cls) -> Self:
        """A token that nobody has."""
        distinct = "".join(secrets.choice(_ALPHABET) for _ in range(_PREFIX_CHARACTERS))
        return cls(_MARK + distinct, secrets.token_urlsafe(_SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The token that `text` spells, or None when it spells none."""
        match = _FORM.fullmatch(text)
        return None if match is None else cls(match[1], match[2])

    @property
    def text(self) -> str:
        """The form that clients send."""
        return f"{self.prefix}_{self._secret}"

    @property
    def hash(self) -> str:
        """SHA-256 of the whole token, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def has_hash(self, stored: str) -> bool:
        """Whether `stored` is its hash; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(self.hash, stored)
