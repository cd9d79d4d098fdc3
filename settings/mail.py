"""What the settings of mail must say, each and together."""

import re
from email.utils import getaddresses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["mail_address", "mail_problems"]

_ADDRESS = re.compile(r"[^@\s<>\"(),:;]{1,64}@[A-Za-z0-9.-]{1,253}", re.ASCII)


def mail_address(value: str) -> str:
    """An address, perhaps with a name before it; raises ValueError. Line feeds would begin another header."""
    addresses = getaddresses([value])
    if not value.isprintable() or len(addresses) != 1 or not _ADDRESS.fullmatch(addresses[0][1]):
        raise ValueError("must be an address such as no-reply@example.com or Tokentill <no-reply@example.com>")
    return value


def mail_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first."""
    problems: list[str] = []
    if settings.smtp_username is not None and settings.smtp_password is None:
        problems.append("SMTP_PASSWORD: is required when SMTP_USERNAME is set")
    if settings.smtp_username is None and settings.smtp_password is not None:
        problems.append("SMTP_USERNAME: is required when SMTP_PASSWORD is set")
    if settings.smtp_host is not None and settings.mail_from is None:
        problems.append("MAIL_FROM: is required when SMTP_HOST is set")
    if settings.smtp_host is None and settings.smtp_username is not None:
        problems.append("SMTP_HOST: is required when SMTP_USERNAME is set")
    if not settings.is_production:
        return problems
    if settings.smtp_host is not None and settings.smtp_security == "none":
        problems.append("SMTP_SECURITY: must be tls or starttls in production; links in mails open accounts")
    if settings.app_url is not None and not settings.app_url.startswith("https://"):
        problems.append("APP_URL: must begin with https:// in production; links to it open accounts")
    return problems
