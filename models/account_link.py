"""Links in mails that prove who reads the mail."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class LinkPurpose(StrEnum):
    """What following a link does."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a word, not a password
    CHANGE_EMAIL = "change_email"


class AccountLink(Document):
    """One link, good for one use. Its token is this id and a signature by the signing secret, and is stored nowhere."""

    id: str  # type: ignore[assignment]
    purpose: LinkPurpose
    user_id: str
    email: str
    """The address that the mail went to, which the link proves."""
    account_email: str
    """The address of the account when the link was made: with another one the link is worth nothing."""
    token_version: int | None = None
    """The user's when the link was asked for: where all sessions have ended since, so has the link. None: not asked."""
    language: str
    """In which its mail was written: `en` or `zh`."""
    created_at: UtcDatetime
    expires_at: UtcDatetime
    used_at: UtcDatetime | None = None
    """When it was used, or ended by something else that was done."""

    class Settings:
        name = "account_links"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING)], name="by_user"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=86_400),
        ]
