"""Which networks an address counts for. Pure rules."""

from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

__all__ = ["Network", "networks_of"]

_LARGER = 4
"""How many times the guests of a /64 a whole /48 may have, which one customer can be given."""


@dataclass(frozen=True, slots=True)
class Network:
    """A network, and how many times the guests of one address it may have."""

    name: str
    times: int


def networks_of(address: str | None) -> tuple[Network, ...]:
    """All that `address` counts for: IPv4 by itself, IPv6 by its /64 and its /48.

    Callers whose address is not known share one place, so that no proxy that hides addresses opens a door.
    """
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return (Network("unknown", 1),)
    if isinstance(parsed, IPv4Address):
        return (Network(str(parsed), 1),)
    if parsed.ipv4_mapped is not None:
        return (Network(str(parsed.ipv4_mapped), 1),)
    return (Network(_prefix(parsed.packed, 64), 1), Network(_prefix(parsed.packed, 48), _LARGER))


def _prefix(packed: bytes, bits: int) -> str:
    return f"{packed[: bits // 8].hex()}/{bits}"
