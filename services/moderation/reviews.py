"""Admins' decisions about messages: the admin's row first; then, in one transaction, the decision and the row's end.

What is removed is gone: text, search text, attachments, the title that was made of it and copies on their way. Nobody
can bring it back, so the admin's row keeps a hash by which a text that somebody else has kept can be known again.
Usage, costs and the ledger stand. A sweeper goes on with what a crash left.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.admin_action import AdminAction
from models.ids import new_id
from models.message import Message, MessageRole, ReviewState
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.conversation_texts import forget_relayed_text, forget_title
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import UnknownOutcomeError
from services.moderation.errors import MessageRemovedError
from services.moderation.flags import checked_reason
from services.transactions import in_transaction

__all__ = ["REVIEW", "Decision", "MessageReviews"]

_log = structlog.get_logger(__name__)

REVIEW = "review_message"
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""


class Decision(StrEnum):
    """What becomes of a message."""

    KEEP = "keep"
    REMOVE = "remove"


class MessageReviews:
    """One for a process. Raises PyMongoError."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def decide(self, admin_id: str, message_id: str, decision: Decision, reason: str) -> Message:
        """Keep a flagged message, or remove any. The message as it is then; deciding the same again changes nothing.

        Raises InvalidInputError, NotFoundError, MessageRemovedError for one that is to be kept and is gone.
        """
        words = checked_reason(reason)
        message = await _found(message_id)
        state = None if message.review is None else message.review.state
        if decision is Decision.KEEP and state is None:
            raise InvalidInputError("decision", "must be to remove where nobody has flagged the message")
        if decision is Decision.KEEP and state is ReviewState.REMOVED:
            raise MessageRemovedError
        if state is _AFTER[decision]:
            return message
        details = {
            "decision": decision.value,
            "reason": words,
            "author_id": message.author_id or message.user_id,
            "conversation_id": message.conversation_id,
            "message": _shown(message),
            "before": {"state": None if state is None else state.value},
            "after": {"state": _AFTER[decision].value},
        }
        await self._carry_out(await self._actions.begin(admin_id, REVIEW, message_id, new_id("eff"), details))
        return await _found(message_id)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` decisions that a crash left; how many."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted((REVIEW,), rested, limit)
        for action in left:
            if not _is_known(action):
                await self._actions.complete(action.effect_id, UnknownOutcomeError.code)
                _log.warning("review_unreadable", effect_id=action.effect_id)
                continue
            try:
                await self._carry_out(action)
            except (NotFoundError, MessageRemovedError) as error:
                _log.info("review_ended", effect_id=action.effect_id, code=error.code)
        return len(left)

    async def _carry_out(self, action: AdminAction) -> None:
        """Raises NotFoundError, MessageRemovedError where the message is gone meanwhile."""
        decision, reason = Decision(action.details["decision"]), str(action.details["reason"])
        try:
            await in_transaction(lambda session: self._change(session, action, decision, reason))
        except (NotFoundError, MessageRemovedError) as error:
            await self._actions.complete(action.effect_id, error.code)
            raise
        _log.info("message_reviewed", message_id=action.target_id, decision=decision.value, admin_id=action.admin_id)

    async def _change(self, session: AsyncClientSession, action: AdminAction, decision: Decision, reason: str) -> None:
        if not await self._actions.complete(action.effect_id, DONE, session):
            return
        now = self._clock()
        values: dict[str, Any] = {
            "review": {
                "$mergeObjects": [
                    {"flags": 0},
                    "$review",
                    {
                        "state": _AFTER[decision].value,
                        "since": now,
                        "decided_by": action.admin_id,
                        "decided_at": now,
                        "reason": {"$literal": reason},
                    },
                ]
            }
        }
        if decision is Decision.REMOVE:
            values |= {"content": "", "search_text": "", "attachments": [], "removed_at": now}
        messages = Message.get_pymongo_collection()
        before = await messages.find_one_and_update(
            {"_id": action.target_id, "removed_at": None}, [{"$set": values}], session=session
        )
        if before is None:
            there = await messages.find_one({"_id": action.target_id}, {"_id": True}, session=session)
            raise NotFoundError("message") if there is None else MessageRemovedError
        if decision is Decision.REMOVE and before["position"] == 0:
            await forget_title(before, session)
        if decision is Decision.REMOVE and before["role"] == MessageRole.ASSISTANT.value:
            await forget_relayed_text(before["generation_id"], session)


_AFTER: Mapping[Decision, ReviewState] = {Decision.KEEP: ReviewState.KEPT, Decision.REMOVE: ReviewState.REMOVED}


async def _found(message_id: str) -> Message:
    message = await Message.get(message_id)
    if message is None:
        raise NotFoundError("message")
    return message


def _shown(message: Message) -> dict[str, Any]:
    """A message as it stands in the log of admins' actions: without a word of it."""
    return {
        "flags": 0 if message.review is None else message.review.flags,
        "characters": len(message.content),
        "sha256": hashlib.sha256(message.content.encode()).hexdigest(),
        "attachments": len(message.attachments),
    }


def _is_known(action: AdminAction) -> bool:
    """Whether the row has the form in which this version writes it."""
    known = [each.value for each in Decision]
    return action.details.get("decision") in known and isinstance(action.details.get("reason"), str)
