"""Addresses of servers."""

import re
from typing import Annotated

from pydantic import AfterValidator

__all__ = ["WebAddress"]

_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")


def _web_address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("must be an address that begins with http:// or https://")
    return value.rstrip("/")


WebAddress = Annotated[str, AfterValidator(_web_address)]
