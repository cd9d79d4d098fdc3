"""Sends mail, by SMTP or into a folder. Start at `sender.MailSender`; `from_settings` chooses one."""

from gateways.mail.errors import MailRefusedError, MailSendingError, MailUnavailableError
from gateways.mail.from_settings import mail_sender_from_settings
from gateways.mail.sender import MailSender, MailToSend

__all__ = [
    "MailRefusedError",
    "MailSender",
    "MailSendingError",
    "MailToSend",
    "MailUnavailableError",
    "mail_sender_from_settings",
]
