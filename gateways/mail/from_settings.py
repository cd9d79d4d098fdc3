"""Chooses how mail is sent."""

from urllib.parse import urlsplit

from gateways.mail.folder import FolderSender
from gateways.mail.sender import MailSender
from gateways.mail.smtp import SmtpSender
from settings import Environment, Settings

__all__ = ["mail_sender_from_settings"]

_FOLDER = "mail"


def mail_sender_from_settings(settings: Settings) -> MailSender | None:
    """The SMTP server; without one, in development a folder, and elsewhere None: mail is not sent, and this is told."""
    if settings.smtp_host is not None:
        return SmtpSender(settings)
    if settings.environment is not Environment.DEVELOPMENT:
        return None
    host = urlsplit(settings.public_url).hostname or "localhost"
    domain = host if host.replace(".", "").replace("-", "").isalnum() and not host[-1].isdigit() else "localhost"
    return FolderSender(settings.data_dir / _FOLDER, settings.mail_from or f"Tokentill <no-reply@{domain}>")
