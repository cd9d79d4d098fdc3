"""A `gateways.mail.MailSender` that keeps what it is given."""

import re

from gateways.mail import MailSendingError, MailToSend

__all__ = ["Mailbox"]


class Mailbox:
    """Set `failure` and it takes nothing."""

    def __init__(self) -> None:
        self.mails: list[MailToSend] = []
        self.failure: MailSendingError | None = None

    async def send(self, mail: MailToSend) -> None:
        if self.failure is not None:
            raise self.failure
        self.mails.append(mail)

    def of(self, address: str) -> list[MailToSend]:
        """All mails to `address`, the oldest first."""
        return [mail for mail in self.mails if mail.to == address]

    def token(self, address: str, page: str = "verify-email") -> str:
        """That of the newest link to `page` in a mail to `address`."""
        found = (re.search(rf"/{page}\?token=(\S+)", mail.text) for mail in reversed(self.of(address)))
        return next(match[1] for match in found if match)
