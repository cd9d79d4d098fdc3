"""The canonical encoding as the documentation gives it, written a second time: no code is shared with the writer."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

__all__ = ["FIRST_PREV_HASH", "hash_of"]

FIRST_PREV_HASH = 64 * "0"

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def hash_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document without `_id` and `hash`. Raises TypeError for what has no canonical encoding."""
    sealed = {name: document[name] for name in document if name not in ("_id", "hash")}
    return hashlib.sha256(orjson.dumps(sealed, default=_moment, option=_OPTIONS)).hexdigest()


def _moment(value: object) -> int:
    if type(value) is not datetime:
        raise TypeError(f"{type(value).__name__} has no canonical encoding")
    return round(value.timestamp() * 1000)  # exact: BSON has milliseconds, and a double has 53 bits
