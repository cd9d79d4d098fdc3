"""Invitations to teams, by e-mail."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id
from models.team_member import TeamRole

OVER_KEPT_SECONDS = 86_400
"""So long an invitation stands that is over: its address is of no use to anybody then."""


class TeamInvitation(Document):
    """One invitation. Its token is this id and a signature by the signing secret, and is stored nowhere."""

    id: str = Field(default_factory=lambda: new_id("tiv"))  # type: ignore[assignment]
    team_id: str
    email: str
    """Normalised: trimmed, in lower case. Whether anybody has an account by it is not known here."""
    role: TeamRole
    """What whoever accepts it becomes: an admin or a member."""
    slot: int | None
    """Its place among the team's open ones, so that there are never more than may be. None: it is over."""
    invited_by: str
    client_key: str
    """That user's idempotency key."""
    sends: int = 1
    """How often its mail was ordered."""
    sent_at: UtcDatetime
    """When it was last."""
    created_at: UtcDatetime
    expires_at: UtcDatetime
    accepted_by: str | None = None
    over_at: UtcDatetime | None = None
    """When it was accepted, declined or taken back."""

    class Settings:
        name = "team_invitations"
        indexes: ClassVar = [
            IndexModel([("team_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel(
                [("team_id", ASCENDING), ("slot", ASCENDING)],
                name="slot_unique",
                unique=True,
                partialFilterExpression={"slot": {"$type": "int"}},
            ),
            IndexModel(
                [("team_id", ASCENDING), ("email", ASCENDING)],
                name="open_email_unique",
                unique=True,
                partialFilterExpression={"slot": {"$type": "int"}},
            ),
            IndexModel(
                [("email", ASCENDING), ("_id", ASCENDING)],
                name="open_by_email",
                partialFilterExpression={"slot": {"$type": "int"}},
            ),
            IndexModel([("email", ASCENDING)], name="by_email"),
            IndexModel([("invited_by", ASCENDING), ("_id", ASCENDING)], name="by_sender"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=OVER_KEPT_SECONDS),
            IndexModel([("over_at", ASCENDING)], name="over_expiry", expireAfterSeconds=OVER_KEPT_SECONDS),
        ]
