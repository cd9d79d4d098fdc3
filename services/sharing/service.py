"""Gives others access to a conversation, changes it and ends it. Every change is one conditional update."""

from collections.abc import Sequence
from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from models.conversation import Conversation
from models.conversation_share import ConversationShare, ShareAccess
from models.generation import Generation, GenerationStatus
from models.user import User, UserStatus
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.sharing.access import Access, accesses_to, conversation_for
from services.sharing.errors import (
    InvitationInvalidError,
    SharingUnavailableError,
    TooManySharedConversationsError,
    TooManySharesError,
)
from services.sharing.invitations import Invitations

__all__ = ["INVITATION_LIFE", "MOST_SHARED_WITH_ONE", "MOST_SHARES", "Sharing"]

_away_is_unavailable = database_errors_become(SharingUnavailableError)

MOST_SHARES = 20
"""Of one conversation, open invitations included."""
MOST_SHARED_WITH_ONE = 500
"""Conversations of others that one user may have access to."""
INVITATION_LIFE = timedelta(days=7)
_OPEN_OR_ACCEPTED = {"slot": {"$type": "int"}}
"""As the index of slots has it, so that those that have ended are not read."""


class Sharing:
    """One for a process. What it raises beside what is told: SharingUnavailableError."""

    def __init__(self, clock: Clock, *, signing_secret: str) -> None:
        self._clock = clock
        self._invitations = Invitations(signing_secret)

    @_away_is_unavailable
    async def share(
        self, owner_id: str, conversation_id: str, access: ShareAccess, idempotency_key: str
    ) -> ConversationShare:
        """Offer access to whoever accepts the invitation first.

        The same key gives the same share again, until an hour after it has ended or its invitation has expired.
        Raises NotFoundError, NotConversationOwnerError, TooManySharesError, IdempotencyConflictError.
        """
        client_key("share", idempotency_key)
        await conversation_for(owner_id, conversation_id, Access.OWN)
        for _ in range(MOST_SHARES + 1):  # each lost race has filled a slot
            before = await ConversationShare.find_one(
                {"conversation_id": conversation_id, "client_key": idempotency_key}
            )
            if before is not None:
                return _repeated(before, access)
            free = set(range(MOST_SHARES)) - await _taken_slots(conversation_id)
            if not free:
                break
            share = self._offer(owner_id, conversation_id, access, idempotency_key, min(free))
            try:
                return await share.insert()
            except DuplicateKeyError:
                continue
        raise TooManySharesError(MOST_SHARES)

    def invitation(self, share: ConversationShare) -> str | None:
        """What whoever is invited needs; None when nobody can accept it any more."""
        open_until = share.expires_at
        return None if open_until is None or open_until <= self._clock() else self._invitations.make(share.id)

    @_away_is_unavailable
    async def accept(self, user_id: str, invitation: str) -> Conversation:
        """The conversation, to which the user has access from now on.

        Who has access already keeps it as it is, and uses no invitation up. Raises InvitationInvalidError,
        TooManySharedConversationsError.
        """
        share_id = self._invitations.share_of(invitation)
        share = None if share_id is None else await ConversationShare.get(share_id)
        if share is None:
            raise InvitationInvalidError
        conversation = await Conversation.find_one({"_id": share.conversation_id, "deleted_at": None})
        if conversation is None or (share.user_id != user_id and self.invitation(share) is None):
            raise InvitationInvalidError
        if (await accesses_to([(user_id, conversation.id, conversation.user_id)]))[0] is not None:
            return conversation
        if await ConversationShare.find({"user_id": user_id}).count() >= MOST_SHARED_WITH_ONE:
            raise TooManySharedConversationsError(MOST_SHARED_WITH_ONE)
        await self._take(share, user_id)
        return conversation

    @_away_is_unavailable
    async def change(self, owner_id: str, share_id: str, access: ShareAccess) -> ConversationShare:
        """Give another access by it. Raises NotFoundError, also for a share that has ended."""
        await self._own(owner_id, share_id)
        row = await ConversationShare.get_pymongo_collection().find_one_and_update(
            {"_id": share_id, **_OPEN_OR_ACCEPTED}, {"$set": {"access": access.value}}, return_document=True
        )
        if row is None:
            raise NotFoundError("share")
        share: ConversationShare = ConversationShare.model_validate(row)
        if access is not ShareAccess.WRITE and share.user_id is not None:
            await self._stop_replies(share.conversation_id, share.user_id)
        return share

    @_away_is_unavailable
    async def end(self, owner_id: str, share_id: str) -> ConversationShare:
        """End access, or take an invitation back; repeating it changes nothing. Raises NotFoundError."""
        return await self._end(await self._own(owner_id, share_id))

    @_away_is_unavailable
    async def leave(self, user_id: str, conversation_id: str) -> None:
        """Give one's own access up. Raises NotFoundError where nobody shared the conversation with the user."""
        share = await ConversationShare.find_one({"conversation_id": conversation_id, "user_id": user_id})
        if share is None:
            raise NotFoundError("share")
        await self._end(share)

    @_away_is_unavailable
    async def shares_of(self, conversation_ids: Sequence[str]) -> list[list[ConversationShare]]:
        """For each conversation, its shares and open invitations, the oldest first; for its owner alone."""
        found = ConversationShare.find({"conversation_id": {"$in": list(conversation_ids)}, **_OPEN_OR_ACCEPTED})
        rows = await found.sort("+_id").to_list()
        return [[row for row in rows if row.conversation_id == each] for each in conversation_ids]

    @_away_is_unavailable
    async def accesses(self, asked: Sequence[tuple[str, str, str]]) -> list[Access | None]:
        """See `accesses_to`."""
        return await accesses_to(asked)

    @_away_is_unavailable
    async def names(self, user_ids: Sequence[str]) -> list[str | None]:
        """The names of users; None for who is gone."""
        there = {"$nin": [UserStatus.ERASING.value, UserStatus.ERASED.value]}
        rows = User.get_pymongo_collection().find({"_id": {"$in": list(user_ids)}, "status": there}, {"name": True})
        names: dict[str, str] = {row["_id"]: row["name"] async for row in rows}
        return [names.get(each) for each in user_ids]

    def _offer(
        self, owner_id: str, conversation_id: str, access: ShareAccess, key: str, slot: int
    ) -> ConversationShare:
        now = self._clock()
        return ConversationShare(
            conversation_id=conversation_id,
            owner_id=owner_id,
            client_key=key,
            offered=access,
            access=access,
            slot=slot,
            expires_at=now + INVITATION_LIFE,
            created_at=now,
        )

    async def _take(self, share: ConversationShare, user_id: str) -> None:
        now = self._clock()
        try:
            taken = await ConversationShare.get_pymongo_collection().update_one(
                {"_id": share.id, "user_id": None, "expires_at": {"$gt": now}},
                {"$set": {"user_id": user_id, "accepted_at": now, "expires_at": None}},
            )
        except DuplicateKeyError:
            return  # by another invitation, at the same time
        if not taken.modified_count:
            raise InvitationInvalidError  # somebody was faster, or it was just taken back

    async def _own(self, owner_id: str, share_id: str) -> ConversationShare:
        share = await ConversationShare.find_one({"_id": share_id, "owner_id": owner_id})
        if share is None:
            raise NotFoundError("share")
        return share

    async def _end(self, share: ConversationShare) -> ConversationShare:
        values = {"ended_for": "$user_id", "user_id": None, "slot": None, "expires_at": None, "ended_at": self._clock()}
        rows = ConversationShare.get_pymongo_collection()
        # By the row as it is when it ends: somebody may just have accepted it.
        before = await rows.find_one_and_update({"_id": share.id, **_OPEN_OR_ACCEPTED}, [{"$set": values}])
        if before is not None and before["user_id"] is not None:
            await self._stop_replies(share.conversation_id, before["user_id"])
        return share

    async def _stop_replies(self, conversation_id: str, user_id: str) -> None:
        """End what a person has running there. What a crash leaves running is charged, and not stored all the same."""
        await Generation.get_pymongo_collection().update_many(
            {
                "conversation_id": conversation_id,
                "user_id": user_id,
                "status": GenerationStatus.RUNNING.value,
                "lease_until": {"$type": "date"},  # by the index of those that run
            },
            {"$set": {"cancel_requested": True}},
        )


async def _taken_slots(conversation_id: str) -> set[int]:
    rows = ConversationShare.get_pymongo_collection()
    found = rows.find({"conversation_id": conversation_id, **_OPEN_OR_ACCEPTED}, {"slot": True})
    return {row["slot"] async for row in found}


def _repeated(share: ConversationShare, access: ShareAccess) -> ConversationShare:
    if share.offered is not access:
        raise IdempotencyConflictError
    return share
