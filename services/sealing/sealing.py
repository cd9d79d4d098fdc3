"""Seals and opens short secrets.

A sealed text is `1.<id of the master key>.<nonce and AES-256-GCM ciphertext in base64>`. The nonce is random: 96 bits
are enough for 2^32 secrets under one key (NIST SP 800-38D, section 8.3), and there are some thousands.
"""

import base64
import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.sealing.errors import SealingOffError, UnsealError
from services.sealing.master_keys import MasterKey, master_keys
from settings import Settings

__all__ = ["Sealing"]

_VERSION = "1"
_NONCE_BYTES = 12


class Sealing:
    """One for a process; it has no repr that tells keys, and holds them in memory only."""

    def __init__(self, keys: Sequence[MasterKey]) -> None:
        self._current = keys[0].id if keys else None
        self._ciphers = {key.id: AESGCM(key.key) for key in keys}

    @classmethod
    def from_settings(cls, settings: Settings) -> "Sealing":
        """With the keys of MASTER_KEY and OTHER_MASTER_KEYS. Raises OSError and ValueError as `master_keys` does."""
        return cls(master_keys(settings))

    @property
    def key_id(self) -> str | None:
        """The id of the master key that seals; None when there is none."""
        return self._current

    def seal(self, secret: str, *bound_to: str) -> str:
        """`secret`, to be opened only with the same `bound_to`: what kind of row holds it, its id, and so on.

        Raises SealingOffError.
        """
        if self._current is None:
            raise SealingOffError
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, secret.encode(), _associated(self._current, bound_to))
        return f"{_VERSION}.{self._current}.{base64.urlsafe_b64encode(nonce + sealed).decode('ascii')}"

    def unseal(self, sealed: str, *bound_to: str) -> str:
        """The secret. Raises UnsealError, whose text names the master key's id and nothing of the secret."""
        key_id = self.key_id_of(sealed)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise UnsealError(f"sealed under the master key {key_id}, which is not known here")
        try:
            data = base64.urlsafe_b64decode(sealed.split(".")[2])
            return cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], _associated(key_id, bound_to)).decode()
        except (InvalidTag, ValueError) as error:
            raise UnsealError(f"not as the master key {key_id} sealed it here") from error

    def is_current(self, sealed: str) -> bool:
        """Whether the master key that seals now has sealed it. Raises UnsealError when it is no sealed text."""
        return self.key_id_of(sealed) == self._current

    @staticmethod
    def key_id_of(sealed: str) -> str:
        """The id of the master key that a text is sealed under. Raises UnsealError when it is no sealed text."""
        parts = sealed.split(".")
        if len(parts) != len(("version", "key id", "data")) or parts[0] != _VERSION:
            raise UnsealError("no sealed text")
        return parts[1]


def _associated(key_id: str, bound_to: Sequence[str]) -> bytes:
    """Without doubt where one part ends and the next begins."""
    return json.dumps(["tokentill/sealed", _VERSION, key_id, *bound_to], ensure_ascii=True).encode("ascii")
