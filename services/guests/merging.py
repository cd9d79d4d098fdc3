"""A guest who signs in to an account: conversations and tickets go over to it, once; the tokens that are left do not.

The account had its welcome when it was made, so what is left of the guest's grant is taken back, by its own entry.
The guest cannot act from the first step on. What it left running is stopped, and charged to its own wallet.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

import structlog
from pymongo import ReturnDocument
from pymongo.errors import PyMongoError

from models.conversation import Conversation
from models.generation import Generation
from models.message import Message
from models.ticket import Ticket
from models.user import Role, User, UserStatus
from services.clock import Clock
from services.errors import TokentillError
from services.ledger.keys import merge_key

__all__ = ["CLOSED_AFTER", "GuestMerges", "ReclaimsTokens"]

_log = structlog.get_logger(__name__)

CLOSED_AFTER = timedelta(minutes=10)
"""A request that was let in just before has begun its reply by then, if it ever does."""
_LOOK_AGAIN = timedelta(seconds=10)


class ReclaimsTokens(Protocol):
    """The part of the ledger that takes back what a guest leaves."""

    async def reclaim(self, wallet: str, key: str, *, reference: str, amount: int) -> object:
        """Take back what is there of the grant with `reference`, at most `amount`, once for `key`."""


class GuestMerges:
    """Each step may be repeated, by any server. All raise PyMongoError."""

    def __init__(self, *, ledger: ReclaimsTokens, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    async def begin(self, guest_id: str, account_id: str) -> None:
        """Take the guest over into the account. Nothing happens when it is taken over already, or is suspended."""
        now = self._clock()
        row = await User.get_pymongo_collection().find_one_and_update(
            {"_id": guest_id, "role": Role.GUEST.value, "status": UserStatus.ACTIVE.value},
            {
                "$set": {
                    "status": UserStatus.MERGED.value,
                    "guest.moved_to": account_id,
                    "guest.moved_at": now,
                    "guest.due_at": now,
                    "kept_session_id": None,
                },
                "$inc": {"token_version": 1},  # which ends its sessions
            },
            return_document=ReturnDocument.AFTER,
        )
        if row is None:
            return
        _log.info("guest_signed_in", guest_id=guest_id, user_id=account_id)
        try:
            await self.go_on(row)
        except (PyMongoError, TokentillError) as error:  # it is begun, and a sweeper goes on with it
            _log.warning("guest_merge_delayed", guest_id=guest_id, error=type(error).__name__)

    async def go_on(self, row: Mapping[str, Any]) -> None:
        """Do what can be done now for a guest that was merged, and say when to look again. Raises LedgerError."""
        guest_id, guest = row["_id"], row["guest"]
        if await _is_writing(guest_id):
            await _look_again(guest_id, self._clock() + _LOOK_AGAIN)
            return
        await _move(guest_id, guest["moved_to"])
        closes_at = guest["moved_at"] + CLOSED_AFTER
        if self._clock() < closes_at:
            await _look_again(guest_id, closes_at)
            return
        if guest["tokens"]:
            key = merge_key(guest_id)
            await self._ledger.reclaim(row["wallet_id"], key, reference=guest_id, amount=guest["tokens"])
        await _look_again(guest_id, None)
        _log.info("guest_merged", guest_id=guest_id, user_id=guest["moved_to"])


async def _is_writing(guest_id: str) -> bool:
    """Whether a reply of the guest's has not come to its end: neither charged and stored, nor failed."""
    unfinished = {"user_id": guest_id, "lease_until": {"$type": "date"}}
    return await Generation.get_pymongo_collection().count_documents(unfinished, limit=1) > 0


async def _move(guest_id: str, account_id: str) -> None:
    """A conversation goes after its messages, so that a move that was cut off finds it again.

    Messages are also sought by the guest's generations: one that was let in early may add to what is moved already.
    """
    conversations = Conversation.get_pymongo_collection()
    owned = {"user_id": guest_id}
    wanted = set(await conversations.distinct("_id", owned))
    wanted.update(await Generation.get_pymongo_collection().distinct("conversation_id", owned))
    for conversation_id in wanted:
        await Message.get_pymongo_collection().update_many(
            {"conversation_id": conversation_id, **owned}, {"$set": {"user_id": account_id, "author_id": account_id}}
        )
    await conversations.update_many(owned, {"$set": {"user_id": account_id}})
    await Ticket.get_pymongo_collection().update_many(owned, {"$set": {"user_id": account_id}})


async def _look_again(guest_id: str, at: object) -> None:
    await User.get_pymongo_collection().update_one({"_id": guest_id}, {"$set": {"guest.due_at": at}})
