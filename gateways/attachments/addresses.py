"""Which addresses a server may connect to for a stranger. Pure rules.

Only what is plainly of the public internet: of IPv6 nothing but global unicast (2000::/3), and of both no range that
IANA keeps for special use. Ranges whose addresses carry an IPv4 address (NAT64, 6to4, Teredo, mapped) are refused
whole, since a gateway would send on to whatever is in them. The list is our own and not `ipaddress.is_global`, whose
answers differ between releases of Python.

Sources: https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry; RFC 6052 (NAT64),
RFC 3056 (6to4), RFC 4380 (Teredo). 168.63.129.16 is public by its number, and inside Azure the host's own control.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

__all__ = ["is_public"]

_GLOBAL_UNICAST = IPv6Network("2000::/3")

_REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by customers of a carrier (CGNAT)
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",
        "169.254.0.0/16",  # link-local; metadata of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; metadata of Oracle's cloud
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
    )
)
_REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, AMT, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # 6bone, returned
        "3fff::/20",  # documentation
    )
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether `address` is one of the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_V4)
    if address.scope_id is not None or address not in _GLOBAL_UNICAST:
        return False
    return not any(address in network for network in _REFUSED_V6)
