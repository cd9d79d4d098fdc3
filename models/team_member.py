"""Who is in a team, as what, and what of its tokens they have spent. One row a team and person."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import BaseModel
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class TeamRole(StrEnum):
    """What somebody may do with a team. Each may do what those after it may."""

    OWNER = "owner"
    """Exactly one: gives the team away, and closes it."""
    ADMIN = "admin"
    """Invites, removes, sets caps, buys, and sees everybody's usage."""
    MEMBER = "member"
    """Spends, within their caps, and sees their own usage."""


class CapReservation(BaseModel):
    """What a chat may cost at most. It is counted in the row until the chat has ended."""

    id: str
    generation_id: str
    """By which it is found whether the chat ever began."""
    day: str
    """The day in UTC that it counts for: `2026-05-01`."""
    month: str
    """`2026-05`."""
    tokens: Int64Amount
    """Wallet tokens."""
    until: UtcDatetime
    """After that it is looked whether the chat is there; if not, a crash came before it was stored."""


class TeamMember(Document):
    """A row changes by one conditional update at a time, so that any number of servers count as one.

    It stays when its user leaves, so that whoever comes back has used what they have used.
    """

    id: str  # type: ignore[assignment]
    """`<team>:<user>`."""
    team_id: str
    wallet_id: str
    """The team's."""
    user_id: str
    role: TeamRole | None
    """None: they have left."""
    joined_at: UtcDatetime
    left_at: UtcDatetime | None = None
    daily_cap: Int64Amount | None = None
    """The most wallet tokens of a day in UTC; None: no such cap."""
    monthly_cap: Int64Amount | None = None
    """The same, of a calendar month in UTC."""
    day: str = ""
    day_tokens: Int64Amount = Int64(0)
    """Wallet tokens of `day`: what ended chats cost, and what running ones may."""
    month: str = ""
    month_tokens: Int64Amount = Int64(0)
    """The same, of `month`."""
    reserved: list[CapReservation] = []
    """Chats that were let in and have not ended."""

    class Settings:
        name = "team_members"
        indexes: ClassVar = [
            IndexModel(
                [("team_id", ASCENDING), ("_id", ASCENDING)],
                name="of_a_team",
                partialFilterExpression={"role": {"$type": "string"}},
            ),
            IndexModel(
                [("user_id", ASCENDING), ("team_id", ASCENDING)],
                name="of_a_user",
                partialFilterExpression={"role": {"$type": "string"}},
            ),
            IndexModel([("user_id", ASCENDING)], name="ever_of_a_user"),
        ]
