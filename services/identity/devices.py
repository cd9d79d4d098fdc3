"""What a list of sessions tells of the device that each is used on: enough to know one's own, and no more. Pure.

Of the User-Agent header only the names of a short table are kept, so that nothing a caller makes up is stored or shown.
Of the address only its network is kept. Browsers tell ever less in that header (https://www.rfc-editor.org/rfc/rfc9110,
section 10.1.5, asks for brevity), so a table of what they still tell stays true longer than a library's.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

__all__ = ["Device", "device_of"]

_READ_CHARACTERS = 512
_BROWSERS = (
    # The first that stands there: each of those above claims to be those below as well.
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", "Python"),
    ("node", "Node.js"),
    ("okhttp/", "Android app"),
    ("CFNetwork/", "Apple app"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_PREFIX_V4, _PREFIX_V6 = 24, 48


@dataclass(frozen=True, slots=True)
class Device:
    """Where a session is used."""

    name: str | None
    """Such as `Firefox on Windows`; None when nothing is known."""
    network: str | None
    """Such as `203.0.113.0/24`: 256 addresses of IPv4, or what one connection has of IPv6."""


def device_of(user_agent: str | None, client_address: str | None) -> Device:
    """What the caller's User-Agent header and IP address tell."""
    text = (user_agent or "")[:_READ_CHARACTERS]
    known = [name for name in (_first(_BROWSERS, text), _first(_SYSTEMS, text)) if name is not None]
    return Device(" on ".join(known) or None, _network_of(client_address))


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for mark, name in table if mark in text), None)


def _network_of(address: str | None) -> str | None:
    try:
        ip = ip_address((address or "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ip_network((ip, _PREFIX_V4 if ip.version == 4 else _PREFIX_V6), strict=False))  # noqa: PLR2004
