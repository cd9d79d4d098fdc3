"""What a mail is, and what sends it."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["MailSender", "MailToSend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailToSend:
    """One mail to one person, as text and as HTML of the same content."""

    id: str
    """Ours. The mail's own id is made of it, so that a receiver knows one that comes twice."""
    to: str
    subject: str
    text: str
    html: str


class MailSender(Protocol):
    """A way to send mail."""

    async def send(self, mail: MailToSend) -> None:
        """Hand `mail` over; raises MailUnavailableError, MailRefusedError."""
