"""Reads the address of an attachment. Pure rules.

The address is taken apart once, by a grammar that is narrower than RFC 3986, and the request is made from the parts: no
second parser may read another host out of the same text. What is not in the grammar (spaces, backslashes, user names,
names that are not ASCII) must be written another way, as it is in any address that a browser sends.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from gateways.attachments.errors import AttachmentError

__all__ = ["MOST_URL_CHARACTERS", "AttachmentUrl", "UrlRules"]

MOST_URL_CHARACTERS = 2_048

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[a-z0-9._~!$&'()*+,;=:@%/-]*)?(?P<query>\?[a-z0-9._~!$&'()*+,;=:@%/?-]*)?"
    r"(?:#[a-z0-9._~!$&'()*+,;=:@%/?-]*)?",
    re.ASCII | re.IGNORECASE,
)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
"""A host's name of two labels or more. The last is no number, so that 127.1 and 0x7f.1 are none."""
_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class AttachmentUrl:
    """An address that may be asked for."""

    scheme: str
    host: str
    """In lower case; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query."""

    @property
    def authority(self) -> str:
        """What stands in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        return self.host, self.port


class UrlRules:
    """Public hosts over https on its own port; besides them, what `private_origins` names, such as http://files:8080."""

    def __init__(self, private_origins: Iterable[str] = ()) -> None:
        origins = [_parts(origin) for origin in private_origins]
        self._private = frozenset((origin.scheme, *origin.place) for origin in origins)
        self.private_places = frozenset(origin.place for origin in origins)
        """Hosts and ports that may have any address."""

    def read(self, text: str) -> AttachmentUrl:
        """The parts of `text`. Raises AttachmentError, ATTACHMENT_URL_INVALID."""
        url = _parts(text)
        if (url.scheme, *url.place) in self._private:
            return url
        if url.scheme != "https" or url.port != _PORTS["https"] or not _is_public_name(url.host):
            raise AttachmentError("ATTACHMENT_URL_INVALID")
        return url


def _parts(text: str) -> AttachmentUrl:
    match = _URL.fullmatch(text) if len(text) <= MOST_URL_CHARACTERS else None
    if match is None:
        raise AttachmentError("ATTACHMENT_URL_INVALID")
    scheme = match["scheme"].lower()
    port = int(match["port"]) if match["port"] else _PORTS[scheme]
    if not 0 < port <= _LAST_PORT:
        raise AttachmentError("ATTACHMENT_URL_INVALID")
    host = match["host"].lower().removeprefix("[").removesuffix("]")
    return AttachmentUrl(scheme, host, port, (match["path"] or "/") + (match["query"] or ""))


def _is_public_name(host: str) -> bool:
    """Whether it is written as a public host is; which addresses it has is looked at when it is asked."""
    if _NAME.fullmatch(host):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return isinstance(address, IPv6Address) or str(address) == host
