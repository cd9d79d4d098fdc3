"""What each user has used of their plan's limits, and which requests of theirs run. One row a user."""

from typing import ClassVar

from beanie import Document
from pydantic import BaseModel
from pymongo import IndexModel

from models.fields import Int64Amount, UtcDatetime


class RunningRequest(BaseModel):
    """A request that was let in and has not ended. It is counted in the row until it ends."""

    id: str
    day: str
    """The day in UTC that it counts for: `2026-05-01`."""
    month: str
    """`2026-05`."""
    tokens: Int64Amount
    """Free wallet tokens that it may use at most."""
    until: UtcDatetime
    """After that it is taken to be lost, and is given back."""


class Allowance(Document):
    """A row changes by one conditional update at a time, so that any number of servers count as one."""

    id: str  # type: ignore[assignment]
    """The user's id."""
    day: str
    requests: Int64Amount
    """Requests of `day` that were let in and have not failed."""
    month: str
    tokens: Int64Amount
    """Free wallet tokens of `month`: what ended requests cost, and what running ones may."""
    running: list[RunningRequest] = []

    class Settings:
        name = "allowances"
        indexes: ClassVar[list[IndexModel]] = []
