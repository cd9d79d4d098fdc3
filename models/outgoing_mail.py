"""Mail that is to be sent: written before anything is answered, so that no crash loses one."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class MailKind(StrEnum):
    """What a mail is about."""

    VERIFY_EMAIL = "verify_email"
    """A link for the owner of an address that an account has."""
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a word, not a password
    """A link to whoever has an account by the address; to nobody where there is none."""
    CHANGE_EMAIL = "change_email"
    """A link to the address that an account shall have."""
    EMAIL_CHANGE_ASKED = "email_change_asked"
    """To the address that the account has, when another one was asked for."""
    EMAIL_CHANGED = "email_changed"
    """To the address that the account had."""
    TEAM_INVITATION = "team_invitation"
    """A link to an address, by which whoever reads it may join a team."""
    BALANCE_LOW = "balance_low"
    """To the address that the account has, whose owner wants to know."""
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - as above

    SIGN_IN_LINKED = "sign_in_linked"
    """To the owner, when a further sign-in opens the account."""


class OutgoingMail(Document):
    """One mail. It holds no link: that is made when the mail is sent, of this row's id and the signing secret."""

    id: str = Field(default_factory=lambda: new_id("mail"))  # type: ignore[assignment]
    key: str
    """What it is sent for; the same never has two rows."""
    kind: MailKind
    to: str
    user_id: str | None = None
    """Whose account it is about; None where the address decides."""
    token_version: int | None = None
    """The user's when the mail was ordered; None where only the address matters."""
    language: str
    """`en` or `zh`."""
    created_at: UtcDatetime
    tries: int = 0
    next_try_at: UtcDatetime | None
    """When a server may take it up; moved on before each try. None once nothing is left to do."""
    give_up_at: UtcDatetime
    """From then on it is not sent any more."""
    outcome: str | None = None
    """`sent`, `refused`, `late`, or `needless`."""
    expires_at: UtcDatetime
    """When the row goes, whatever came of it."""

    class Settings:
        name = "outgoing_mails"
        indexes: ClassVar = [
            IndexModel([("key", ASCENDING)], name="key_unique", unique=True),
            IndexModel(
                [("next_try_at", ASCENDING)],
                name="due",
                partialFilterExpression={"next_try_at": {"$type": "date"}},
            ),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
