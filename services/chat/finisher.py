"""Ends generations: charge and store a reply, or return the hold. Every step may be repeated after a crash."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from models.chat_outcome import OutcomeState
from models.conversation import Conversation
from models.generation import CHAT, Generation, GenerationFailure
from models.message import Message, MessageRole
from services.chat.admission import Admission
from services.chat.archive import store_reply
from services.chat.events import ChatCompleted
from services.chat.generations import GenerationStore
from services.chat.outcome_log import OutcomeLog
from services.chat.structure import Structure
from services.clock import Clock
from services.conversation_texts import title_of
from services.errors import NotFoundError
from services.ledger import Ledger, Posted, UsageRecord
from services.ledger.errors import HoldEndedError
from services.ledger.keys import ending_key
from services.sharing import Access, conversation_for

__all__ = ["Finisher", "unstored_conversation"]

log = structlog.get_logger(__name__)


class Finisher:
    """The last steps of a generation, for whoever has its lease."""

    def __init__(
        self,
        store: GenerationStore,
        ledger: Ledger,
        clock: Clock,
        admission: Admission,
        structures: Sequence[Structure] = (),
    ) -> None:
        self._structures = {structure.purpose: structure for structure in structures}
        self._store = store
        self._admission = admission
        self._ledger = ledger
        self._clock = clock
        self._outcomes = OutcomeLog()

    async def settle(self, generation: Generation) -> ChatCompleted:
        """Charge a settling generation and store its messages. Raises LedgerError when the ledger cannot say."""
        if generation.result is None:
            raise ValueError(f"{generation.id} has no result to settle")
        cost = generation.result.usage.cost
        try:
            posted = await self._ledger.settle(
                generation.wallet_id, generation.hold_id, amount=cost, usage=_usage_record(generation)
            )
        except HoldEndedError:
            # No server was up until the hold expired, and the ledger returned it: the reply is the user's for nothing.
            log.warning("reply_not_charged", generation=generation.id, cost=cost)
            cost = 0
            posted = await self._ending(generation)
        await self._admission.settle(generation, cost)
        now = self._clock()
        outcome = await self._outcomes.of_reply(generation, cost, now)
        await store_reply(generation, cost, now, outcome, self._structures.get(generation.purpose))
        return await self.completed(generation, posted)

    async def release(self, generation: Generation, failure: GenerationFailure) -> None:
        """Return the hold of a releasing generation, if it was ever opened, and mark it failed."""
        try:
            await self._ledger.release(generation.wallet_id, generation.hold_id)
        except HoldEndedError:
            log.info("hold_was_not_open", generation=generation.id)
        await self._fail(generation, failure, OutcomeState.FAILED)

    async def refuse(self, generation: Generation, failure: GenerationFailure) -> None:
        """Mark one failed for which nothing was held, and no model asked."""
        await self._fail(generation, failure, OutcomeState.REFUSED)

    async def _fail(self, generation: Generation, failure: GenerationFailure, state: OutcomeState) -> None:
        await self._admission.give_back(generation)
        now = self._clock()
        await self._outcomes.failed(generation, failure, state, now)  # first: the same attempt may begin again then
        await self._store.to_failed(generation, failure, now)

    async def completed(self, generation: Generation, posted: Posted | None = None) -> ChatCompleted:
        """What a finished generation brought, as it is stored. Raises NotFoundError when it was deleted since.

        Whoever has just written it gets the reply whether it was deleted or not, and of a conversation that they do not
        see any more nothing else.
        """
        conversation = await _conversation_as_seen(generation)
        reply = await Message.get(generation.reply_id) or _reply_in_hand(generation)
        if reply.usage is None:
            raise ValueError(f"{reply.id} is no reply")
        posted = posted or await self._ending(generation)
        shown = conversation or unstored_conversation(generation, reply.created_at)
        return ChatCompleted(
            shown,
            reply,
            reply.usage,
            posted.balance,
            messages_left_out=generation.messages_left_out,
            attachments_left_out=generation.attachments_left_out,
        )

    async def _ending(self, generation: Generation) -> Posted:
        posted = await self._ledger.find(generation.wallet_id, ending_key(generation.hold_id))
        if posted is None:
            raise LookupError(f"the hold of {generation.id} has no end")
        return posted


async def _conversation_as_seen(generation: Generation) -> Conversation | None:
    """The conversation, if it is there and its user still sees it."""
    try:
        return await conversation_for(generation.user_id, generation.conversation_id, Access.READ)
    except NotFoundError:
        return None


def _reply_in_hand(generation: Generation) -> Message:
    result = generation.result
    if result is None or (result.text is None and generation.purpose == CHAT):
        raise NotFoundError("message")
    return Message(
        id=generation.reply_id,
        conversation_id=generation.conversation_id,
        user_id=generation.owner_id or generation.user_id,
        author_id=generation.user_id,
        generation_id=generation.id,
        position=0,
        role=MessageRole.ASSISTANT,
        content=result.text or "",  # of a structure: it stands in the document that was made of it
        model_id=generation.model_id,
        parameters=generation.parameters,
        usage=result.usage,
        finish_reason=result.finish_reason,
        requested_model_id=generation.requested_model_id,
        created_at=result.at,
    )


def unstored_conversation(generation: Generation, last_message_at: datetime) -> Conversation:
    """The conversation of a generation, as it is before its first reply is stored."""
    return Conversation(
        id=generation.conversation_id,
        user_id=generation.owner_id or generation.user_id,
        title=title_of(generation.message or ""),
        models=[],
        message_count=0,
        total_tokens=0,
        total_cost=0,
        last_message_at=last_message_at,
        created_at=generation.created_at,
    )


def _usage_record(generation: Generation) -> UsageRecord:
    if generation.result is None:
        raise ValueError(f"{generation.id} has no usage")
    usage = generation.result.usage
    return UsageRecord(
        kind=generation.purpose,
        model=generation.model_id,
        provider=generation.provider,
        conversation_id=generation.conversation_id if generation.purpose == CHAT else None,
        message_id=generation.reply_id,
        request_id=generation.result.request_id,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        price_version=generation.price_version,
        rates=dict(generation.rates),
        images=usage.images or None,
        member_id=None if generation.team_id is None else generation.user_id,
    )
