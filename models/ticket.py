"""Tickets that were generated."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.message import CompletionUsage


class TicketPriority(StrEnum):
    """How soon it is to be done."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class Ticket(Document):
    """One ticket of one user. It is stored with its charge, and never changes."""

    id: str  # type: ignore[assignment]
    user_id: str
    generation_id: str
    asked: str
    """What the user described."""
    title: str
    description: str
    acceptance_criteria: list[str]
    priority: TicketPriority
    labels: list[str]
    model_id: str
    usage: CompletionUsage
    created_at: UtcDatetime

    class Settings:
        name = "tickets"
        indexes: ClassVar = [IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="newest_first")]
