"""A name for each request, in its response and in every log line about it."""

import re

from models.ids import new_id

__all__ = ["REQUEST_ID_HEADER", "request_id_from"]

REQUEST_ID_HEADER = "X-Request-Id"
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def request_id_from(sent: str | None) -> str:
    """The id that a client or proxy chose, if it is short and plain; else a new one."""
    if sent is not None and _SANE.fullmatch(sent):
        return sent
    return new_id("req")
