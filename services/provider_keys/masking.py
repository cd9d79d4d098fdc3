"""What may be shown of a key: enough to tell it from others, too little to guess it."""

import re

__all__ = ["mask_of"]

_PREFIX = re.compile(r"[A-Za-z]{2,4}[-_]")
_SHORTEST_WITH_END = 20
_SHOWN = 4


def mask_of(secret: str) -> str:
    """`sk-…abcd`: a usual prefix, and the last four characters of a key that is long enough."""
    prefix = _PREFIX.match(secret)
    end = secret[-_SHOWN:] if len(secret) >= _SHORTEST_WITH_END else ""
    return f"{prefix[0] if prefix and end else ''}…{end}"
