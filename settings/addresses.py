"""Addresses of servers, of web pages' origins, and of networks."""

import re
from ipaddress import ip_network
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator

__all__ = ["Network", "Origin", "PageAddress", "PlainOrigin", "ProxyHeaders", "WebAddress", "split_list"]

_PLAIN_ORIGIN = re.compile(
    r"https?://(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE
)
_LAST_PORT = 65_535
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")
_USUAL_PORTS = {"http": 80, "https": 443}


def split_list(value: object) -> object:
    """The parts of a comma-separated list; what is not text stays as it is."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _web_address(value: str) -> str:
    return _page_address(value).rstrip("/")


def _page_address(value: str) -> str:
    """As it is, for people to open."""
    if not _ADDRESS.fullmatch(value):
        raise ValueError("must be an address that begins with http:// or https://")
    return value


def _plain_origin(value: str) -> str:
    if not _is_origin(value):
        raise ValueError("must be http:// or https://, a host in ASCII and perhaps a port, without a path")
    return value.lower()


def _origin(value: str) -> str:
    """As browsers send it, so that it can be compared as text: in lower case, without the usual port."""
    if not _is_origin(value):
        raise ValueError(
            "must be a scheme and a host, such as https://app.example.com, without a path"
            + (" and without *: each origin is named" if "*" in value else "")
        )
    parts = urlsplit(value.lower())
    usual = f":{_USUAL_PORTS[parts.scheme]}"
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"


def _is_origin(value: str) -> bool:
    match = _PLAIN_ORIGIN.fullmatch(value)
    return match is not None and 0 < int(match[1] or 1) <= _LAST_PORT


def _network(value: str) -> str:
    try:
        network = ip_network(value)
    except ValueError:
        raise ValueError("must be an address or a network, such as 10.0.0.5 or 10.0.0.0/8") from None
    if network.prefixlen == 0:
        raise ValueError("must not be every address: anybody could name another caller than himself")
    return str(network)


WebAddress = Annotated[str, AfterValidator(_web_address)]
PageAddress = Annotated[str, AfterValidator(_page_address)]
Origin = Annotated[str, AfterValidator(_origin)]
PlainOrigin = Annotated[str, AfterValidator(_plain_origin)]
Network = Annotated[str, AfterValidator(_network)]
ProxyHeaders: TypeAlias = Literal["x-forwarded", "forwarded"]
