"""Whose requests are counted together."""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from models.ban import SubjectKind
from services.identity.viewer import Viewer

__all__ = ["UNKNOWN_ADDRESS", "Subject", "address_subject", "caller_subject", "lies_in", "wider_subject"]

_IPV6_PREFIX = 64
"""One customer has a network of that size at least, and as many addresses as it likes in it."""
_WIDER_PREFIX = 48
"""One customer may have a network of that size, with 65,536 of the others in it."""


class Subject(NamedTuple):
    """An address, a user or an API key. `value` is the network, or the id."""

    kind: SubjectKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


UNKNOWN_ADDRESS = Subject(SubjectKind.ADDRESS, "unknown")
"""All callers together whose address is not known; it is limited as any other, and never banned."""


def address_subject(address: str | None) -> Subject:
    """The subject of an IP address: of IPv6 its /64, of IPv4 written as IPv6 the IPv4 address."""
    parsed = _parsed(address)
    if parsed is None:
        return UNKNOWN_ADDRESS
    return _network(parsed, _IPV6_PREFIX) if isinstance(parsed, IPv6Address) else _subject(parsed)


def wider_subject(address: str | None) -> Subject | None:
    """The IPv6 /48 of an address, of which several networks may be one customer's; None for IPv4."""
    parsed = _parsed(address)
    return _network(parsed, _WIDER_PREFIX) if isinstance(parsed, IPv6Address) else None


def lies_in(address: str | None, networks: Collection[IPv4Network | IPv6Network]) -> bool:
    """Whether it is of one of these networks."""
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def caller_subject(viewer: Viewer) -> Subject:
    """The API key that the call came with, else the user."""
    if viewer.scopes is not None:
        return Subject(SubjectKind.API_KEY, viewer.session_id)
    return Subject(SubjectKind.USER, viewer.user_id)


def _network(address: IPv6Address, prefix: int) -> Subject:
    return _subject(IPv6Network((address, prefix), strict=False))


def _subject(place: IPv4Address | IPv6Network) -> Subject:
    return Subject(SubjectKind.ADDRESS, str(place))


def _parsed(address: str | None) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
