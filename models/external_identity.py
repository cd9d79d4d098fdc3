"""How a user is known at another identity provider."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class ExternalIdentity(Document):
    """One person at one provider, and the user who signs in by it. It is never deleted while its user is there.

    The id is `<provider>:<subject>`, so that nobody at a provider is two users here.
    """

    id: str  # type: ignore[assignment]
    provider: str
    subject: str
    """The provider's own id of the person. An address may change, or pass to somebody else; this does not."""
    user_id: str | None
    """None while no account belongs to it: the provider told about somebody who has none here."""
    email: str | None
    """As the provider told it last; shown, and used for nothing else."""
    slot: str | None
    """`<user id>:<provider>` while it is a way in: a user has one at each provider. None once it is none any more."""
    by_hand: bool = False
    """Whether somebody who was signed in linked it, and not the address that the provider had verified."""
    linked_at: UtcDatetime
    unlinked_at: UtcDatetime | None = None
    """When the user said that this is no way in any more. Only they can say otherwise, signed in another way."""
    deleted_at: UtcDatetime | None = None
    """When the provider said that the person is gone there. Final."""
    told_at: UtcDatetime | None = None
    """As of when the provider's newest event spoke; older ones change nothing."""

    class Settings:
        name = "external_identities"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING)], name="by_user"),
            IndexModel(
                [("slot", ASCENDING)],
                name="slot_unique",
                unique=True,
                partialFilterExpression={"slot": {"$type": "string"}},
            ),
        ]
