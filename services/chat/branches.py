"""Which messages are on which branch of a conversation. Pure rules.

A message belongs to the branch that it was written in, and has a position that grows with every message of the
conversation. A branch shares its parent's messages up to a position, so a branch as it is read is a chain of pieces:
its own messages, its parent's up to where it left, and so on. A chain is as long as branches are nested.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.conversation import Branch

__all__ = ["MOST_BRANCHES", "Piece", "branch_filter", "chain_of"]

MOST_BRANCHES = 200
"""Of one conversation, the first one not counted."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The messages of a branch up to a position; `last` is None for all of them."""

    branch: int
    last: int | None


def chain_of(branches: Sequence[Branch], number: int) -> list[Piece]:
    """The pieces of branch `number`, its own first."""
    by_number = {branch.number: branch for branch in branches}
    chain = [Piece(number, None)]
    while (branch := by_number.get(chain[-1].branch)) is not None and branch.parent is not None:
        chain.append(Piece(branch.parent, int(branch.after)))
    return chain


def branch_filter(conversation_id: str, branches: Sequence[Branch], number: int) -> dict[str, Any]:
    """A query for the messages of branch `number`; sorted by position they are in reading order."""
    if not branches:
        return {"conversation_id": conversation_id}
    pieces = [
        {"branch": piece.branch} if piece.last is None else {"branch": piece.branch, "position": {"$lte": piece.last}}
        for piece in chain_of(branches, number)
    ]
    return {"conversation_id": conversation_id, "$or": pieces}
