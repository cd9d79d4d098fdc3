"""A mail in the form of RFC 5322, with no way for a value to begin another header or receiver."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import formatdate, parseaddr

from email_validator import EmailNotValidError, validate_email

from gateways.mail.errors import MailRefusedError
from gateways.mail.sender import MailToSend

__all__ = ["Envelope", "Sender", "envelope_of"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom our mail is from."""

    name: str
    address: str

    @classmethod
    def parse(cls, text: str) -> "Sender":
        """Of `Tokentill <no-reply@example.com>`, or of an address alone."""
        return cls(*parseaddr(text))

    @property
    def domain(self) -> str:
        """What stands after the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an SMTP server is told, and the mail itself."""

    sender: str
    receiver: str
    content: bytes
    needs_smtputf8: bool
    """Whether the receiver's name has characters that only a server with SMTPUTF8 (RFC 6531) takes."""


def envelope_of(mail: MailToSend, sender: Sender) -> Envelope:
    """`mail`, ready to be handed over; raises MailRefusedError for an address or subject that cannot be written."""
    receiver, needs_smtputf8 = _written_address(mail.to)
    message = EmailMessage(policy=SMTPUTF8 if needs_smtputf8 else SMTP)
    name, _, domain = receiver.rpartition("@")
    try:
        message["From"] = Address(sender.name, addr_spec=sender.address)
        message["To"] = Address(username=name, domain=domain)
        message["Subject"] = mail.subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    except ValueError as error:  # a line feed in a header's value, above all
        raise MailRefusedError("cannot be written as a mail") from error
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return Envelope(sender.address, receiver, message.as_bytes(), needs_smtputf8)


def _written_address(address: str) -> tuple[str, bool]:
    """The address with its domain in ASCII, as every server takes it, and whether its name is not ASCII."""
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise MailRefusedError("the address is none") from error
    if checked.ascii_email is not None:
        return checked.ascii_email, False
    return f"{checked.local_part}@{checked.ascii_domain}", True
