"""The block list, as every server sees it."""

from dataclasses import dataclass

from models.block import Block, BlockKind
from services.clock import Clock
from services.kept import Kept
from services.moderation.errors import MessageBlockedError, SendingBlockedError
from services.search_text import folded

__all__ = ["MOST_BLOCKS", "BlockList", "Blocked"]

MOST_BLOCKS = 1_000
"""Terms and users together; of admins at once each may pass it by one."""
_READ = 2 * MOST_BLOCKS


@dataclass(frozen=True, slots=True)
class Blocked:
    """What stands on the list: folded terms, and users' ids."""

    terms: frozenset[str]
    users: frozenset[str]

    def check(self, user_id: str, text: str) -> None:
        """Raises SendingBlockedError, MessageBlockedError."""
        if user_id in self.users:
            raise SendingBlockedError
        said = f" {folded(text)} " if self.terms else ""
        if any(f" {term} " in said for term in self.terms):
            raise MessageBlockedError


class BlockList(Kept[Blocked]):
    """One for a process."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(_blocked, clock, name="block-list")


async def _blocked() -> Blocked:
    rows = Block.get_pymongo_collection().find({}, projection={"kind": True, "value": True}, limit=_READ)
    found = [(BlockKind(row["kind"]), row["value"]) async for row in rows]
    return Blocked(
        frozenset(value for kind, value in found if kind is BlockKind.TERM),
        frozenset(value for kind, value in found if kind is BlockKind.USER),
    )
