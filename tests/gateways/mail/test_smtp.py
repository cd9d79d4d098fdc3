"""Mail over a real SMTP server."""

import asyncio
import email
import email.policy
import ssl
from pathlib import Path

import pytest

from gateways.mail import MailRefusedError, MailToSend, MailUnavailableError
from gateways.mail.smtp import SmtpSender
from settings import Settings
from tests.support.ports import free_port
from tests.support.smtp_server import HOST, Post, certificate, smtp_server

MAIL = MailToSend(
    id="mail_1",
    to="ada@example.com",
    subject="Grüße",
    text="Hello\n.\nhttps://a.example/?token=1\n",
    html="<p>Hello</p>",
)


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("certificate"))


def sender(post: Post, security: str, tls: ssl.SSLContext | None = None, **more: object) -> SmtpSender:
    values = {
        "smtp_host": HOST,
        "smtp_port": post.port,
        "smtp_security": security,
        "mail_from": "Tokentill <no-reply@tokentill.example>",
        "smtp_timeout_seconds": 5,
        **more,
    }
    return SmtpSender(Settings(**values), tls=tls)


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_mail_arrives_over_tls_whole(contexts: tuple[ssl.SSLContext, ssl.SSLContext], security: str) -> None:
    server_tls, client_tls = contexts
    async with smtp_server(tls=server_tls, implicit=security == "tls", password="p w") as post:
        logged_in = {"smtp_username": "mailer", "smtp_password": "p w"}
        await sender(post, security, client_tls, **logged_in).send(MAIL)
    (envelope,) = post.envelopes
    assert post.over_tls == [True]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@tokentill.example", ["ada@example.com"])
    mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert mail["from"] == "Tokentill <no-reply@tokentill.example>"
    assert (mail["to"], mail["subject"]) == ("ada@example.com", "Grüße")
    assert (mail["message-id"], mail["auto-submitted"]) == ("<mail_1@tokentill.example>", "auto-generated")
    assert mail.get_body(["plain"]).get_content().replace("\r\n", "\n") == MAIL.text
    assert mail.get_body(["html"]).get_content().strip() == MAIL.html


async def test_starttls_is_never_skipped(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    async with smtp_server() as post:  # which does not offer it
        with pytest.raises(MailUnavailableError):
            await sender(post, "starttls", contexts[1]).send(MAIL)
    assert post.envelopes == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_certificate_that_nobody_signed_is_refused(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], security: str
) -> None:
    async with smtp_server(tls=contexts[0], implicit=security == "tls") as post:
        with pytest.raises(MailUnavailableError):
            await sender(post, security).send(MAIL)
    assert post.envelopes == []


async def test_a_wrong_password_is_for_its_operator_to_mend(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    async with smtp_server(tls=contexts[0], password="right") as post:
        wrong = sender(post, "starttls", contexts[1], smtp_username="mailer", smtp_password="wrong")
        with pytest.raises(MailUnavailableError) as caught:
            await wrong.send(MAIL)
    assert caught.value.reason == "SMTPAuthenticationError 535"


@pytest.mark.parametrize(
    ("receiver", "data", "error", "reason"),
    [
        ("550 no such user ada@example.com", "250 OK", MailRefusedError, "SMTPRecipientRefused 550"),
        ("450 later", "250 OK", MailUnavailableError, "SMTPRecipientRefused 450"),
        (None, "554 spam", MailRefusedError, "SMTPDataError 554"),
        (None, "451 later", MailUnavailableError, "SMTPDataError 451"),
    ],
)
async def test_what_a_server_refuses_is_final_or_not(
    receiver: str | None, data: str, error: type[Exception], reason: str
) -> None:
    async with smtp_server() as post:
        post.answer_to_receiver, post.answer_to_data = receiver, data
        with pytest.raises(error) as caught:
            await sender(post, "none").send(MAIL)
    assert caught.value.reason == reason  # and no address, which would be logged
    assert caught.value.__cause__ is None


async def test_a_connection_that_is_cut_or_never_made_may_be_tried_again() -> None:
    async with smtp_server() as post:
        post.cut = True
        with pytest.raises(MailUnavailableError):
            await sender(post, "none").send(MAIL)
    nobody = Post(port=free_port())
    with pytest.raises(MailUnavailableError):
        await sender(nobody, "none").send(MAIL)


async def test_a_server_that_hangs_is_left_in_time() -> None:
    async with smtp_server() as post:
        post.hang = asyncio.Event()
        with pytest.raises(MailUnavailableError) as caught:
            await sender(post, "none", smtp_timeout_seconds=1).send(MAIL)
        post.hang.set()
    assert "Timeout" in caught.value.reason


async def test_addresses_that_are_not_ascii() -> None:
    async with smtp_server() as post:
        for to in ("ada@bücher.example", "ädä@example.com"):
            await sender(post, "none").send(MailToSend(id="mail_1", to=to, subject="s", text="t", html="h"))
    assert [envelope.rcpt_tos for envelope in post.envelopes] == [["ada@xn--bcher-kva.example"], ["ädä@example.com"]]


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ada@example.com\r\nBcc: eve@example.com", "s"),
        ("ada@example.com>\r\nDATA", "s"),
        ("ada@example.com, eve@example.com", "s"),
        ("ada@example.com", "s\r\nBcc: eve@example.com"),
        ("ada@example.com", "s\nBcc: eve@example.com"),
    ],
)
async def test_no_value_begins_another_header_or_receiver(to: str, subject: str) -> None:
    async with smtp_server() as post:
        with pytest.raises(MailRefusedError):
            await sender(post, "none").send(MailToSend(id="mail_1", to=to, subject=subject, text="t", html="h"))
    assert post.envelopes == []


def test_a_folder_takes_mail_in_development_and_only_there(tmp_path: Path) -> None:
    from gateways.mail import mail_sender_from_settings  # noqa: PLC0415 - beside its one use

    development = Settings(data_dir=tmp_path)
    folder = mail_sender_from_settings(development)
    asyncio.run(folder.send(MAIL))
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == ("mail_1.eml", 0o600, 0o700)
    assert b"token=3D1" in file.read_bytes()
    staging = development.model_copy(update={"environment": "staging"})
    assert mail_sender_from_settings(staging) is None
