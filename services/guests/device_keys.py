"""Device keys: what a client makes at random and keeps, so that its device has one guest."""

import hashlib
import re

from services.errors import InvalidInputError

__all__ = ["hash_of_device_key"]

_FORM = re.compile(r"[A-Za-z0-9_-]{32,128}")
_LEAST_DIFFERENT_CHARACTERS = 8
"""A random key of 32 hexadecimal digits has fewer once in 10 million."""


def hash_of_device_key(key: str) -> str:
    """SHA-256 of `key`, in hexadecimal; a random key needs no slow hash. Raises InvalidInputError.

    Whoever has the key is the guest, so what somebody could guess is refused as far as it can be told.
    """
    if not _FORM.fullmatch(key):
        raise InvalidInputError("deviceKey", "must be 32 to 128 of the characters A-Z a-z 0-9 _ -")
    if len(set(key)) < _LEAST_DIFFERENT_CHARACTERS:
        raise InvalidInputError("deviceKey", "must be random")
    return hashlib.sha256(b"device:" + key.encode("ascii")).hexdigest()
