"""Sends mail by an SMTP server (RFC 5321), by TLS (RFC 8314) or STARTTLS (RFC 3207)."""

import asyncio
import ssl

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from gateways.mail.errors import MailRefusedError, MailSendingError, MailUnavailableError
from gateways.mail.form import Envelope, Sender, envelope_of
from gateways.mail.sender import MailToSend
from settings import Settings

__all__ = ["SmtpSender"]

_USUAL_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_PERMANENT = range(500, 600)


class SmtpSender:
    """A connection for each mail: few are sent, and one that broke spoils no other."""

    def __init__(self, settings: Settings, *, tls: ssl.SSLContext | None = None) -> None:
        """`tls` is for tests, whose certificates nobody else trusts. Raises ValueError without SMTP_HOST, MAIL_FROM."""
        if settings.smtp_host is None or settings.mail_from is None:
            raise ValueError("SMTP_HOST and MAIL_FROM are required")
        self._host = settings.smtp_host
        self._security = settings.smtp_security
        self._port = settings.smtp_port or _USUAL_PORTS[self._security]
        self._username = settings.smtp_username
        self._password = settings.smtp_password
        self._timeout_seconds = settings.smtp_timeout_seconds
        self._sender = Sender.parse(settings.mail_from)
        self._tls = tls or ssl.create_default_context()

    async def send(self, mail: MailToSend) -> None:
        """Hand `mail` over, within SMTP_TIMEOUT_SECONDS; raises MailUnavailableError, MailRefusedError."""
        envelope = envelope_of(mail, self._sender)
        client = self._client()
        try:
            async with asyncio.timeout(self._timeout_seconds):
                await self._deliver(client, envelope)
        except (SMTPException, OSError, ValueError) as error:  # ValueError: an answer that cannot be read
            # Not chained: what servers answer often repeats the receiver's address, and a traceback is logged.
            raise _judged(error) from None
        finally:
            client.close()

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self._host,
            port=self._port,
            local_hostname=self._sender.domain,
            timeout=self._timeout_seconds,
            use_tls=self._security == "tls",
            start_tls=self._security == "starttls",  # True is required, and an error where it is not offered
            tls_context=self._tls if self._security != "none" else None,
            username=self._username,
            password=self._password.get_secret_value() if self._password else None,
        )

    async def _deliver(self, client: SMTP, envelope: Envelope) -> None:
        await client.connect()
        options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.needs_smtputf8 else []
        try:
            await client.sendmail(envelope.sender, [envelope.receiver], envelope.content, mail_options=options)
        except SMTPNotSupported as error:
            raise MailRefusedError("the SMTP server takes no address that is not ASCII") from error


def _judged(error: Exception) -> MailSendingError:
    """Only what was said of the receiver or of the mail itself is final; all else may be mended at the server."""
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        error = error.recipients[0]
    if isinstance(error, SMTPRecipientRefused | SMTPDataError) and error.code in _PERMANENT:
        return MailRefusedError(f"{type(error).__name__} {error.code}")
    if isinstance(error, SMTPResponseException):
        return MailUnavailableError(f"{type(error).__name__} {error.code}")
    if isinstance(error, SMTPNotSupported):
        return MailUnavailableError("the SMTP server cannot do what SMTP_SECURITY or SMTP_USERNAME asks for")
    return MailUnavailableError(type(error).__name__)
