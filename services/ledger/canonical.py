"""The canonical encoding of an entry, version 1, over which its hash is taken.

The stored document without `_id` and `hash`, as JSON in UTF-8 with keys sorted by code point, no white space, whole
numbers in decimal, and every moment as a whole number of milliseconds since 1970-01-01 UTC.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

__all__ = ["canonical_hash", "canonical_json", "hash_of_all"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_NOT_HASHED = frozenset({"_id", "hash"})
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """All of `value` in the canonical encoding; parts that are encoded already stand in it as `orjson.Fragment`."""
    return orjson.dumps(value, default=_milliseconds, option=_CANONICAL)


def hash_of_all(value: Mapping[str, Any]) -> str:
    """SHA-256 over all of `value`, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def canonical_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical encoding of an entry, in hexadecimal."""
    return hash_of_all({name: value for name, value in document.items() if name not in _NOT_HASHED})


def _milliseconds(value: Any) -> int:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MILLISECOND
    raise TypeError(f"{type(value).__name__} has no canonical encoding")
