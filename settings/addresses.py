"""Addresses of servers."""

import re
from typing import Annotated

from pydantic import AfterValidator

__all__ = ["PlainOrigin", "WebAddress"]

_PLAIN_ORIGIN = re.compile(
    r"https?://(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE
)
_LAST_PORT = 65_535
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")


def _web_address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("must be an address that begins with http:// or https://")
    return value.rstrip("/")


def _plain_origin(value: str) -> str:
    match = _PLAIN_ORIGIN.fullmatch(value)
    if match is None or not 0 < int(match[1] or 1) <= _LAST_PORT:
        raise ValueError("must be http:// or https://, a host in ASCII and perhaps a port, without a path")
    return value.lower()


PlainOrigin = Annotated[str, AfterValidator(_plain_origin)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
