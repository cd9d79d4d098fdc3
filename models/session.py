"""Sign-in sessions: one document a refresh token family."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class Session(Document):
    """A family of refresh tokens, of which only the newest is valid. Tokens are stored hashed."""

    id: str = Field(default_factory=lambda: new_id("ses"))  # type: ignore[assignment]
    user_id: str
    refresh_hash: str
    """SHA-256 of the newest refresh token, in hexadecimal."""
    family_hash: str
    """SHA-256 of what all tokens of the family share: tells a used token from an invented one."""
    previous_hash: str | None = None
    """SHA-256 of the token before the newest one, in hexadecimal."""
    rotation_seed: str | None = None
    """Makes the newest token of the one before, should that come again at once; worth nothing without it."""
    provider: str | None = None
    """Whose own session it stands for, such as `clerk`; None for one that was opened here."""
    rotation: int = 0
    """How many times the refresh token was rotated."""
    token_version: int = 0
    """The user's when the session was opened."""
    device: str | None = None
    """What the device that last renewed it tells of itself, in words of `services.identity.devices`."""
    network: str | None = None
    """The network that it was last renewed from."""
    created_at: UtcDatetime
    refreshed_at: UtcDatetime
    expires_at: UtcDatetime
    """Moves on with every rotation."""
    revoked_at: UtcDatetime | None = None
    revoked_reason: str | None = None
    """`logout`, `logout_everywhere`, `reuse`, `too_many`, `password_reset` and so on: for people who look."""

    class Settings:
        name = "sessions"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("created_at", ASCENDING)], name="by_user"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=86_400),
        ]
