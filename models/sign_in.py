"""Sign-ins at other providers that a browser has come back from."""

from typing import ClassVar

from beanie import Document
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class ProvedPerson(BaseModel):
    """What the provider said, kept until the one-time code is used."""

    subject: str
    email: str | None
    email_verified: bool
    name: str | None


class SignIn(Document):
    """One return from a provider. Its id is the SHA-256 of the state: a state that comes again finds it taken."""

    id: str  # type: ignore[assignment]
    provider: str
    code_hash: str | None = None
    """SHA-256 of the one-time code; None before there is one, and once it was used."""
    challenge: str | None = None
    """SHA-256 in base64url of what only the client knows that began."""
    person: ProvedPerson | None = None
    code_expires_at: UtcDatetime | None = None
    purge_at: UtcDatetime
    """From then on the state is too old to be taken anyway."""

    class Settings:
        name = "sign_ins"
        indexes: ClassVar = [
            IndexModel(
                [("code_hash", ASCENDING)],
                name="code_unique",
                unique=True,
                partialFilterExpression={"code_hash": {"$type": "string"}},
            ),
            IndexModel([("purge_at", ASCENDING)], name="purge", expireAfterSeconds=0),
        ]
