"""Fetching from a real host: what is taken, and everything that ends it, with all memory given back."""

import asyncio
import base64
import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import httpcore
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gateways.attachments import AttachmentError, AttachmentFetcher, AttachmentUrl, ImageMemory, ImageMemoryFullError
from gateways.attachments.dialing import GuardedBackend
from gateways.attachments.urls import UrlRules
from gateways.tls import trusted_authorities
from tests.support.image_host import GIF, HANG, JPEG, PNG, WEBP, ImageHost, image_host, ok

MOST_BYTES = 1_000
NAME = "images.example"


@pytest.fixture
async def host():
    async with image_host() as host:
        yield host


class Bench:
    """A fetcher that may ask one host on this machine, and a memory of 4,000 bytes."""

    def __init__(self, host: ImageHost, **more) -> None:
        self.rules = UrlRules([host.origin])
        self.fetcher = AttachmentFetcher(self.rules, most_bytes=MOST_BYTES, timeout_seconds=1, **more)
        self.memory = ImageMemory(4_000, 3_500)
        self.share = self.memory.share("usr_1", 2_000)

    async def fetch(self, url: str, media_type="image/png"):
        return await self.fetcher.fetch(self.rules.read(url), media_type, self.share)


@pytest.fixture
async def bench(host):
    bench = Bench(host)
    yield bench
    await bench.fetcher.close()


@pytest.mark.parametrize(
    ("body", "media_type"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (GIF, "image/gif"), (WEBP, "image/webp")]
)
async def test_an_image_comes_as_it_is(host, bench, body, media_type):
    host.answers["/a"] = ok(body, content_type="text/plain")
    fetched = await bench.fetch(host.url("/a"), media_type)
    assert fetched.data_url == f"data:{media_type};base64,{base64.b64encode(body).decode()}"
    assert (fetched.size_bytes, fetched.sha256) == (len(body), hashlib.sha256(body).hexdigest())
    assert bench.memory.taken_bytes == len(body)


async def test_the_request_says_nothing_of_its_user(host, bench):
    host.answers["/a?b=c"] = ok(PNG)
    await bench.fetch(host.url("/a?b=c#d"))
    lines = host.heads[0].strip().split("\r\n")
    assert lines[0] == "get /a?b=c http/1.1"
    assert sorted(lines[1:]) == [
        "accept-encoding: identity",
        "accept: image/png",
        f"host: 127.0.0.1:{host.port}",
        "user-agent: tokentill",
    ]


def _chunked(*chunks: bytes) -> list[bytes]:
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    return [head, *(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)]


HEAD = b"HTTP/1.1 200 OK\r\n"
ENDINGS = {
    "too large by its head": ([HEAD + b"content-length: 1001\r\n\r\n", HANG], "ATTACHMENT_TOO_LARGE"),
    "absurd by its head": ([HEAD + b"content-length: " + b"9" * 19 + b"\r\n\r\n", HANG], "ATTACHMENT_TOO_LARGE"),
    "too large by its stream": ([*_chunked(PNG, *[b"x" * 500] * 2), HANG], "ATTACHMENT_TOO_LARGE"),
    "too large until the end": ([HEAD + b"\r\n" + PNG + b"x" * 953, HANG], "ATTACHMENT_TOO_LARGE"),
    "another type": (ok(GIF), "ATTACHMENT_TYPE_WRONG"),
    "no image, whatever is said": (ok(b"<html>" * 9, content_type="image/png"), "ATTACHMENT_TYPE_WRONG"),
    "no image, seen before the end": ([*_chunked(b"<html> and more"), HANG], "ATTACHMENT_TYPE_WRONG"),
    "nothing": (ok(b""), "ATTACHMENT_TYPE_WRONG"),
    "the beginning of a head": (ok(PNG[:8]), "ATTACHMENT_TYPE_WRONG"),
    "compressed": (ok(PNG, content_encoding="gzip"), "ATTACHMENT_NOT_FOUND"),
    "missing": ([b"HTTP/1.1 404 X\r\ncontent-length: 0\r\n\r\n"], "ATTACHMENT_NOT_FOUND"),
    "for others": ([b"HTTP/1.1 401 X\r\ncontent-length: 0\r\n\r\n"], "ATTACHMENT_NOT_FOUND"),
    "a part": ([b"HTTP/1.1 206 X\r\ncontent-length: 48\r\n\r\n", PNG], "ATTACHMENT_NOT_FOUND"),
    "its fault": ([b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n"], "ATTACHMENT_UNAVAILABLE"),
    "too many": ([b"HTTP/1.1 429 X\r\ncontent-length: 0\r\n\r\n"], "ATTACHMENT_UNAVAILABLE"),
    "cut": ([HEAD + b"content-length: 100\r\n\r\n", PNG], "ATTACHMENT_UNAVAILABLE"),
    "not HTTP": ([b"SSH-2.0-OpenSSH_9.6\r\n\r\n"], "ATTACHMENT_UNAVAILABLE"),
    "a head without end": ([HEAD, b"x: y\r\n" * 40_000, HANG], "ATTACHMENT_UNAVAILABLE"),
}


@pytest.mark.parametrize(("answer", "code"), ENDINGS.values(), ids=ENDINGS)
async def test_what_is_no_such_image_is_refused_and_takes_no_memory(host, bench, answer, code):
    host.answers["/a"] = answer
    with pytest.raises(AttachmentError) as refused:
        await bench.fetch(host.url("/a"))
    assert (refused.value.code, bench.memory.taken_bytes) == (code, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "/b"])
async def test_no_redirect_is_followed(host, bench, status, target):
    location = f"HTTP/1.1 {status} X\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n".encode()
    host.answers |= {"/a": [location], "/b": ok(PNG)}
    with pytest.raises(AttachmentError) as refused:
        await bench.fetch(host.url("/a"))
    assert (refused.value.code, host.asked) == ("ATTACHMENT_NOT_FOUND", ["/a"])


@pytest.mark.parametrize("answer", [[HANG], [HEAD, HANG], [*_chunked(PNG), HANG]], ids=["mute", "no head", "no end"])
async def test_a_slow_host_is_left_in_time(host, bench, answer):
    host.answers["/a"] = answer
    with pytest.raises(AttachmentError) as refused:
        await bench.fetch(host.url("/a"))
    assert (refused.value.code, bench.memory.taken_bytes) == ("ATTACHMENT_UNAVAILABLE", 0)
    await asyncio.wait_for(host.gone.wait(), 5)


async def test_one_user_has_a_part_of_the_memory_and_of_the_connections(host, bench):
    bench.memory.share("usr_1", 2_000).take(2_000)
    bench.share.take(1_500)
    with pytest.raises(ImageMemoryFullError):
        bench.share.take(1)
    host.answers |= {"/mute": [HANG], "/a": ok(PNG)}
    mute = asyncio.gather(*(bench.fetch(host.url("/mute")) for _ in range(9)), return_exceptions=True)
    await asyncio.wait_for(host.reached.wait(), 5)
    url = bench.rules.read(host.url("/a"))
    await bench.fetcher.fetch(url, "image/png", bench.memory.share("usr_2", 500))
    assert bench.share.fetching.locked()
    assert host.asked.count("/mute") <= 8
    await mute


async def test_an_address_that_never_answers_leaves_time_for_the_next():
    waits = []

    class Dialler(httpcore.AnyIOBackend):
        async def connect_tcp(self, host, port, timeout, *rest):  # noqa: ASYNC109
            waits.append(timeout)
            raise httpcore.ConnectTimeout

    async def resolve(host, port):
        return [ip_address("8.8.8.8"), ip_address("2606:4700::1")]

    with pytest.raises(httpcore.ConnectTimeout):
        await GuardedBackend(resolve, dialler=Dialler()).connect_tcp(NAME, 443)
    assert waits == [3.0, 3.0]


async def test_a_host_that_is_away_is_told_so(host, bench):
    rules = UrlRules(["http://127.0.0.1:9"])
    fetcher = AttachmentFetcher(rules, most_bytes=MOST_BYTES, timeout_seconds=1)
    with pytest.raises(AttachmentError) as refused:
        await fetcher.fetch(rules.read("http://127.0.0.1:9/"), "image/png", bench.share)
    assert refused.value.code == "ATTACHMENT_UNAVAILABLE"
    await fetcher.close()


async def test_one_request_and_one_process_hold_so_much_and_no_more(host, bench):
    host.answers["/a"] = ok(PNG + b"x" * 952)
    for _ in range(2):
        await bench.fetch(host.url("/a"))
    with pytest.raises(AttachmentError) as refused:
        await bench.fetch(host.url("/a"))
    assert refused.value.code == "ATTACHMENT_TOO_LARGE"
    bench.memory.share("usr_2", 2_000).take(2_000)
    bench.share.give_back(1_000)
    bench.memory.share("usr_2", 2_000).take(1_000)
    with pytest.raises(ImageMemoryFullError):
        await bench.fetch(host.url("/a"))
    assert bench.memory.taken_bytes == 4_000
    bench.share.release()
    assert bench.memory.taken_bytes == 3_000


@pytest.mark.parametrize(
    "answers",
    [
        [],
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["2606:4700::1", "::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        ["fe80::1%eth0"],
    ],
)
async def test_a_name_with_any_address_that_is_not_public_is_not_connected_to(answers):
    dialled = []

    class Dialler(httpcore.AnyIOBackend):
        async def connect_tcp(self, host, *rest):
            dialled.append(host)
            raise httpcore.ConnectError

    async def resolve(host, port):
        return [ip_address(answer) for answer in answers]

    backend = GuardedBackend(resolve, [("other.example", 443), (NAME, 8443)], Dialler())
    fetcher = AttachmentFetcher(UrlRules(), most_bytes=MOST_BYTES, timeout_seconds=1, backend=backend)
    url = AttachmentUrl("https", NAME, 443, "/")
    with pytest.raises(AttachmentError) as refused:
        await fetcher.fetch(url, "image/png", ImageMemory(1_000, 1_000).share("usr_1", 1_000))
    assert (refused.value.code, dialled) == ("ATTACHMENT_HOST_REFUSED", [])
    await fetcher.close()


async def test_the_addresses_that_were_judged_are_the_ones_that_are_connected_to():
    lookups, dialled = [], []

    class Dialler(httpcore.AnyIOBackend):
        async def connect_tcp(self, host, port, *rest):
            dialled.append((host, port))
            raise httpcore.ConnectError

    async def resolve(host, port):
        lookups.append(host)
        answers = ["8.8.8.8", "2606:4700::1"] if len(lookups) == 1 else ["127.0.0.1"]
        return [ip_address(answer) for answer in answers]

    backend = GuardedBackend(resolve, dialler=Dialler())
    fetcher = AttachmentFetcher(UrlRules(), most_bytes=MOST_BYTES, timeout_seconds=1, backend=backend)
    with pytest.raises(AttachmentError) as refused:
        await fetcher.fetch(
            UrlRules().read(f"https://{NAME}/"), "image/png", ImageMemory(1_000, 1_000).share("usr_1", 1_000)
        )
    assert refused.value.code == "ATTACHMENT_UNAVAILABLE"
    assert (lookups, dialled) == ([NAME], [("8.8.8.8", 443), ("2606:4700::1", 443)])
    await fetcher.close()


def _certificate(folder, name):
    """A certificate for `name`, its own root, as a server's and a client's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem + made.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=file)


@pytest.mark.parametrize(("name", "code"), [(NAME, None), ("other.example", "ATTACHMENT_UNAVAILABLE")])
async def test_the_certificate_must_be_the_names_though_an_address_is_dialled(tmp_path, name, code):
    server, client = _certificate(tmp_path, name)
    async with image_host(server) as host:
        host.answers["/a"] = ok(PNG)

        async def resolve(asked, port):
            return [ip_address("127.0.0.1")]

        rules = UrlRules([f"https://{NAME}:{host.port}"])
        backend = GuardedBackend(resolve, rules.private_places)
        fetcher = AttachmentFetcher(rules, most_bytes=MOST_BYTES, timeout_seconds=5, backend=backend, tls=client)
        fetching = fetcher.fetch(
            rules.read(f"https://{NAME}:{host.port}/a"), "image/png", ImageMemory(1_000, 1_000).share("usr_1", 1_000)
        )
        if code is None:
            assert (await fetching).size_bytes == len(PNG)
            assert f"host: {NAME}:{host.port}" in host.heads[0]
        else:
            with pytest.raises(AttachmentError) as refused:
                await fetching
            assert (refused.value.code, host.asked) == (code, [])
        await fetcher.close()


async def test_the_authorities_are_read_once_for_all_clients(tmp_path, monkeypatch):
    own, _ = _certificate(tmp_path, "127.0.0.1")
    made, make = [], httpx2.create_ssl_context

    def counted():
        made.append(make())
        return made[-1]

    monkeypatch.setattr(httpx2, "create_ssl_context", counted)
    trusted_authorities.cache_clear()
    async with image_host(own) as host:
        for _ in range(2):
            bench = Bench(host)
            for _ in range(2):
                with pytest.raises(AttachmentError):  # no authority knows its certificate
                    await bench.fetch(host.url("/a"))
            await bench.fetcher.close()
    assert len(made) == 1
