import pytest
from starlette.middleware import Middleware
from starlette.types import Message, Receive, Scope, Send

from server.protection.proxies import MOST_HOPS, TrustedProxies
from tests.server.protection.conftest import MakeClient

NETWORKS = ["10.0.0.0/8", "2001:db8::/32"]
Sent = list[tuple[str, str]]


def x_forwarded(addresses: str, schemes: str | None = None) -> Sent:
    return [("X-Forwarded-For", addresses), *([("X-Forwarded-Proto", schemes)] if schemes is not None else [])]


async def seen(behind: MakeClient, sent: Sent, headers: str, peer: str = "10.0.0.1") -> tuple[str, str]:
    proxies = Middleware(TrustedProxies, networks=NETWORKS, headers=headers)
    async with behind(proxies, peer=peer) as http:
        answer = (await http.get("/told", headers=sent)).json()
    return answer["client"], answer["scheme"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ([], ("10.0.0.1", "http")),
        (x_forwarded("192.0.2.7", "https"), ("192.0.2.7", "https")),
        (x_forwarded("192.0.2.7"), ("192.0.2.7", "http")),
        ([("X-Forwarded-Proto", "HTTPS")], ("10.0.0.1", "https")),
        # What the caller wrote stands left of what the proxy added.
        (x_forwarded("198.51.100.1, 192.0.2.7", "https, http"), ("192.0.2.7", "http")),
        ([("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "192.0.2.7")], ("192.0.2.7", "http")),
        # A chain of our own proxies is followed to its outer end, and no further.
        (x_forwarded("198.51.100.1, 192.0.2.7, 10.0.0.3, 10.0.0.2", "https"), ("192.0.2.7", "https")),
        (x_forwarded("192.0.2.7, 10.0.0.2", "https, http"), ("192.0.2.7", "https")),
        (x_forwarded("10.0.0.9, 10.0.0.8"), ("10.0.0.9", "http")),
        # Ports, IPv6, and IPv4 within IPv6.
        (x_forwarded("192.0.2.7:5000"), ("192.0.2.7", "http")),
        (x_forwarded("[2001:dead::7]:5000"), ("2001:dead::7", "http")),
        (x_forwarded("2001:dead::7, ::ffff:10.0.0.2"), ("2001:dead::7", "http")),
        # What is no address ends at the proxy that told it.
        (x_forwarded("192.0.2.7, unknown", "https"), ("10.0.0.1", "https")),
        (x_forwarded("192.0.2.7, fe80::1%eth0"), ("10.0.0.1", "http")),
        (x_forwarded("192.0.2.7, , 10.0.0.2"), ("10.0.0.2", "http")),
        (x_forwarded("192.0.2.7", "gopher"), ("192.0.2.7", "http")),
        # The other kind is the caller's own.
        ([("Forwarded", "for=192.0.2.7;proto=https")], ("10.0.0.1", "http")),
    ],
)
async def test_x_forwarded_is_read_from_the_right(behind: MakeClient, sent: Sent, expected: tuple[str, str]) -> None:
    assert await seen(behind, sent, "x-forwarded") == expected


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("for=192.0.2.7;proto=https;by=10.0.0.1", ("192.0.2.7", "https")),
        ('For="[2001:dead::7]:4711" ; Proto="HTTPS"', ("2001:dead::7", "https")),
        ("for=192.0.2.7;proto=https, for=10.0.0.2;proto=http", ("192.0.2.7", "https")),
        ("for=198.51.100.1;proto=https, for=192.0.2.7;proto=http", ("192.0.2.7", "http")),
        ('for="198.51.100.1;proto=https, for=192.0.2.7;proto=http', ("192.0.2.7", "http")),
        ("for=_hidden;proto=https", ("10.0.0.1", "https")),
        ("proto=https", ("10.0.0.1", "https")),
        ("for", ("10.0.0.1", "http")),
    ],
)
async def test_forwarded_is_read_from_the_right(behind: MakeClient, forwarded: str, expected: tuple[str, str]) -> None:
    sent = [("Forwarded", forwarded), ("X-Forwarded-For", "203.0.113.1")]
    assert await seen(behind, sent, "forwarded") == expected


@pytest.mark.parametrize("peer", ["192.0.2.1", "2001:dead::1", "not an address"])
@pytest.mark.parametrize("headers", ["x-forwarded", "forwarded"])
async def test_who_is_not_listed_is_not_believed(behind: MakeClient, peer: str, headers: str) -> None:
    sent = [*x_forwarded("203.0.113.1", "https"), ("Forwarded", "for=203.0.113.1;proto=https")]
    assert await seen(behind, sent, headers, peer) == (peer, "http")


@pytest.mark.parametrize("peer", ["2001:db8::1", "::ffff:10.0.0.1"])
async def test_a_proxy_may_call_by_ipv6(behind: MakeClient, peer: str) -> None:
    assert await seen(behind, x_forwarded("192.0.2.7"), "x-forwarded", peer) == ("192.0.2.7", "http")


async def test_not_more_hops_are_followed_than_anybody_has(behind: MakeClient) -> None:
    ours = [f"10.0.1.{number}" for number in range(MOST_HOPS)]
    listed = ", ".join(["192.0.2.7", *ours])
    assert await seen(behind, x_forwarded(listed), "x-forwarded") == (ours[0], "http")
    assert await seen(behind, x_forwarded(", ".join(["192.0.2.7", *ours[1:]])), "x-forwarded") == ("192.0.2.7", "http")


async def test_a_websocket_over_tls_is_wss() -> None:
    found: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        found.append(scope)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(_message: Message) -> None:
        """Nothing is sent."""

    sent = [(b"x-forwarded-for", b"192.0.2.7"), (b"x-forwarded-proto", b"https")]
    scope = {"type": "websocket", "scheme": "ws", "client": ("10.0.0.1", 1), "headers": sent}
    await TrustedProxies(app, networks=NETWORKS, headers="x-forwarded")(scope, receive, send)
    assert [(each["client"], each["scheme"]) for each in found] == [(("192.0.2.7", 0), "wss")]
