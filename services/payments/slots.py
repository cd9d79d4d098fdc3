"""The places that a user has for unpaid payments: a limit that calls at the same instant cannot exceed. Pure.

The database keeps two open payments of a user from one slot, so whoever takes a free one has it, or learns that it is
taken. A payment that closes leaves its slot by that.
"""

from collections.abc import Iterable

__all__ = ["free_slots"]


def free_slots(taken: Iterable[int | None], limit: int) -> list[int]:
    """The slots that a new payment may take, beside open ones in the slots `taken`.

    Open payments without a slot, or in a slot beyond those on offer (the limit was higher once), count as well: for
    each of them one slot fewer is on offer.
    """
    open_slots = list(taken)
    for offered in range(limit, 0, -1):
        elsewhere = sum(slot is None or slot >= offered for slot in open_slots)
        if offered + elsewhere <= limit:
            return sorted(set(range(offered)).difference(slot for slot in open_slots if slot is not None))
    return []
