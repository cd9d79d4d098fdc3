"""Identifiers: a prefix that names the kind, and 26 characters that sort by time and cannot be guessed."""

import os
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BYTES = 10
_CHARACTERS = 26


def new_id(prefix: str) -> str:
    """A new identifier such as `usr_01k9...`: 48 bits of Unix milliseconds, then 80 random bits (as a ULID)."""
    value = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(_RANDOM_BYTES))
    digits = [_ALPHABET[(value >> shift) & 31] for shift in range(5 * (_CHARACTERS - 1), -1, -5)]
    return f"{prefix}_{''.join(digits)}"
