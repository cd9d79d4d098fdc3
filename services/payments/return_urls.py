"""Whether a payer may be sent to an address after paying. Pure.

An address that anybody may choose would let the gateway's page lead people to any site (CWE-601), so the origin must be
one of a list, exactly; what a browser would read otherwise than we do is refused.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from services.payments.errors import ReturnUrlNotAllowedError

__all__ = ["check_return_url", "origin_of"]

MAXIMUM_CHARACTERS = 2_048
_PLAIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:[/?#][!-\[\]-~]*)?")
"""Visible ASCII without backslashes; nothing but a host and a port before the first / ? or #."""


def check_return_url(field: str, url: str, allowed_origins: Collection[str]) -> None:
    """Raises ReturnUrlNotAllowedError, which names `field`."""
    if len(url) > MAXIMUM_CHARACTERS or not _PLAIN.fullmatch(url) or origin_of(url) not in allowed_origins:
        raise ReturnUrlNotAllowedError(field)


def origin_of(url: str) -> str:
    """Scheme, host and port as a browser would compare them: `https://app.example.com`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" if port in {None, usual} else f"{parts.scheme}://{host}:{port}"
