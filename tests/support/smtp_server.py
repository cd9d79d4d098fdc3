"""A real SMTP server (aiosmtpd) in the test's own event loop, which can be slow, refuse, and cut connections."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["Post", "certificate", "smtp_server"]

HOST = "127.0.0.1"


@dataclass
class Post:
    """What the server got, and what it answers."""

    envelopes: list[Envelope] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    answer_to_receiver: str | None = None
    answer_to_data: str = "250 OK"
    cut: bool = False
    """Whether the connection ends in place of the answer to the mail, which was taken."""
    hang: asyncio.Event | None = None
    """Waited for before the mail is answered."""
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd finds it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_receiver is not None:
            return self.answer_to_receiver
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hang is not None:
            await self.hang.wait()
        self.envelopes.append(envelope)
        self.over_tls.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        if self.cut:
            server.transport.abort()
        return self.answer_to_data


@asynccontextmanager
async def smtp_server(
    *, tls: ssl.SSLContext | None = None, implicit: bool = False, **options: Any
) -> AsyncIterator[Post]:
    """Serve on a free port. `tls`: a server's context, for STARTTLS or, when `implicit`, from the first byte on."""
    post = Post()
    transports: list[Any] = []
    if tls is not None and not implicit:
        options |= {"tls_context": tls, "require_starttls": options.get("require_starttls", True)}
    if "password" in options:
        expected = LoginPassword(b"mailer", options.pop("password").encode())
        options |= {
            "authenticator": lambda *args: AuthResult(success=args[-1] == expected, handled=False),
            "auth_required": not implicit,
            "auth_require_tls": not implicit,
        }

    class Noted(SMTP):
        def connection_made(self, transport: Any) -> None:
            transports.append(transport)
            super().connection_made(transport)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Noted(post, hostname="mail.example", enable_SMTPUTF8=True, loop=loop, **options),
        HOST,
        0,
        ssl=tls if implicit else None,
    )
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        server.close()
        for transport in transports:
            transport.abort()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Contexts of a server on 127.0.0.1 with a certificate of its own, and of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = signed.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "mail.pem"
    file.write_bytes(private + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=pem.decode())
