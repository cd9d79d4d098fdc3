"""Who called, when a proxy stands in front: what a proxy tells is believed only when its address is listed.

Sources: RFC 7239 for `Forwarded`; for the X-Forwarded headers there is none but what proxies do. Anybody can send
either, and proxies add to them on the right. So they are read from there, and one kind only: a proxy that writes one
passes the other on as its client made it up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import chain, zip_longest

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from settings import ProxyHeaders

__all__ = ["MOST_HOPS", "TrustedProxies"]

MOST_HOPS = 16
"""No more proxies are followed: nobody has as many, and a caller may write thousands."""
_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class _Hop:
    """What one proxy tells of whoever called it."""

    address: str
    scheme: str


class TrustedProxies:
    """ASGI middleware: puts the caller's address and scheme into the scope, as the listed proxies tell them.

    The caller is the rightmost address that is not a listed proxy. Where a proxy does not know its caller, it is that
    proxy itself. The port becomes 0.
    """

    def __init__(self, app: ASGIApp, *, networks: Sequence[str], headers: ProxyHeaders) -> None:
        self._app = app
        self._networks = tuple(ip_network(each) for each in networks)
        self._hops = _forwarded if headers == "forwarded" else _x_forwarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with its true caller."""
        if self._networks and scope["type"] in {"http", "websocket"}:
            self._correct(scope)
        await self._app(scope, receive, send)

    def _correct(self, scope: Scope) -> None:
        client = scope.get("client")
        peer = _address(client[0]) if client else None
        if peer is None or not self._trusts(peer):
            return
        caller, scheme = peer, ""
        for hop in self._hops(Headers(scope=scope)):
            scheme = hop.scheme.lower() if hop.scheme.lower() in _SCHEMES else scheme
            address = _address(hop.address)
            if address is None:
                break
            caller = address
            if not self._trusts(caller):
                break
        if caller is not peer:
            scope["client"] = (str(caller), 0)
        if scheme:
            scope["scheme"] = scheme.replace("http", "ws") if scope["type"] == "websocket" else scheme

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


def _x_forwarded(headers: Headers) -> Iterator[_Hop]:
    """From the nearest on. A scheme that was told once holds for all proxies further out."""
    addresses = _elements(headers, "x-forwarded-for") or [""]
    schemes = _elements(headers, "x-forwarded-proto")[: len(addresses)]
    farthest = schemes[-1] if schemes else ""
    for address, scheme in zip_longest(addresses, schemes, fillvalue=farthest):
        yield _Hop(address, scheme)


def _forwarded(headers: Headers) -> Iterator[_Hop]:
    """From the nearest on.

    Commas separate elements even within quotes: no address or scheme has one, and a quote that a caller opened and
    never closed must not swallow what a proxy wrote behind it.
    """
    for element in _elements(headers, "forwarded"):
        pairs = (pair.partition("=") for pair in element.split(";"))
        values = {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}
        yield _Hop(values.get("for", ""), values.get("proto", ""))


def _elements(headers: Headers, name: str) -> list[str]:
    """The last elements of a list that may stand on several lines, the last one first."""
    lines = reversed(headers.getlist(name))
    elements = chain.from_iterable(reversed(line.rsplit(",", MOST_HOPS)[-MOST_HOPS:]) for line in lines)
    return [element.strip() for element, _ in zip(elements, range(MOST_HOPS), strict=False)]


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address with or without a port; None for `unknown`, for made-up names, and for addresses of one link only."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    if "%" in text:
        return None
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
