"""Exports of users' own data: who is just taking theirs, and how many they took today. One row a user."""

from typing import ClassVar

from beanie import Document
from pymongo import IndexModel

from models.fields import UtcDatetime


class AccountExport(Document):
    """A row changes by one conditional update, so that a user takes one at a time on any number of servers."""

    id: str  # type: ignore[assignment]
    """The user's id."""
    day: str
    """The day in UTC that `taken` is about: `2026-05-01`."""
    taken: int
    """Exports that were begun on that day."""
    lease_token: str
    """Which of them runs."""
    until: UtcDatetime | None
    """Whoever sends it moves this on; None, or past: none runs."""

    class Settings:
        name = "account_exports"
        indexes: ClassVar[list[IndexModel]] = []
