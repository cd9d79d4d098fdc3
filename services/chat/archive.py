"""Stores a charged reply: both messages, the conversation's totals and the generation's end, in one transaction.

No ledger entry takes part in it. The generation's status guards it: it is done once, however often it is tried.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from models.chat_outcome import ChatOutcome
from models.conversation import Branch, Conversation
from models.conversation_share import ConversationShare, ShareAccess
from models.generation import Generation, GenerationResult, GenerationStatus
from models.message import CompletionUsage, Message, MessageRole
from services.chat.branches import branch_filter
from services.chat.outcome_log import log_outcome
from services.chat.structure import Structure
from services.conversation_texts import title_of
from services.search_text import search_text_of

__all__ = ["MOST_MODELS", "store_reply"]

MOST_MODELS = 50
"""Models that a conversation names."""


async def store_reply(
    generation: Generation, cost: int, now: datetime, outcome: ChatOutcome, structure: Structure | None = None
) -> None:
    """Store what `generation`, which is settled for `cost` wallet tokens, has brought. Does nothing a second time.

    `outcome` says how it ended. `structure` is the form of its reply, where it has one.
    """
    client = Generation.get_pymongo_collection().database.client
    async with client.start_session() as session:
        await session.with_transaction(lambda session: _store(session, generation, cost, now, outcome, structure))


async def _store(
    session: AsyncClientSession,
    generation: Generation,
    cost: int,
    now: datetime,
    outcome: ChatOutcome,
    structure: Structure | None,
) -> None:
    if generation.result is None or generation.message is None:
        raise ValueError(f"{generation.id} has nothing to store")
    usage = generation.result.usage.model_copy(update={"cost": Int64(cost)})
    update: dict[str, Any] = {
        "$set": {
            "status": GenerationStatus.DONE.value,
            "result.usage.cost": usage.cost,
            "lease_until": None,
            "ended_at": now,
            "message": None,
            "attachments": [],
            "result.text": None,
        }
    }
    changed = await Generation.get_pymongo_collection().update_one(
        {"_id": generation.id, "status": GenerationStatus.SETTLING.value}, update, session=session
    )
    if not changed.modified_count:
        return
    await log_outcome(outcome, session)
    if structure is not None:
        values = structure.read(generation.result.text or "")
        made = structure.document(generation, generation.message, values, usage)
        document = made.model_dump(by_alias=True, exclude={"revision_id"})
        await made.get_pymongo_collection().insert_one(document, session=session)
        return
    if generation.owner_id is not None and not await _may_still_write(session, generation):
        return  # as if it were deleted, for this author
    row = await _count_in(session, generation, generation.message, generation.result, usage)
    if row is None:
        return  # it was deleted meanwhile, and so is what would have come into it
    conversation = Conversation.model_validate(row)
    branch, parent_id = await _branch_and_parent(session, generation, conversation)
    messages = _messages(
        generation, generation.message, generation.result, usage, _Place(conversation, branch, parent_id)
    )
    await Message.get_pymongo_collection().insert_many(
        [message.model_dump(by_alias=True, exclude={"revision_id"}) for message in messages], session=session
    )


async def _may_still_write(session: AsyncClientSession, generation: Generation) -> bool:
    """Whether the conversation, which is another's, is still shared with the author to take part."""
    share = {
        "conversation_id": generation.conversation_id,
        "user_id": generation.user_id,
        "access": ShareAccess.WRITE.value,
    }
    found = await ConversationShare.get_pymongo_collection().find_one(share, {"_id": True}, session=session)
    return found is not None


async def _count_in(
    session: AsyncClientSession, generation: Generation, said: str, result: GenerationResult, usage: CompletionUsage
) -> dict[str, Any] | None:
    """The conversation with this reply counted in, and nobody else changing it until the transaction ends."""
    rows = Conversation.get_pymongo_collection()
    title = title_of(said)
    on_insert = {
        "user_id": generation.user_id,
        "title": title,
        "search_text": search_text_of(title),
        "models": [generation.model_id],
        "branches": [],
        "shown_branch": 0,
        "deleted_at": None,
        "created_at": generation.created_at,
    }
    conversation: dict[str, Any] | None = await rows.find_one_and_update(
        {"_id": generation.conversation_id, "deleted_at": None},
        {
            "$setOnInsert": on_insert,
            "$inc": {
                "message_count": Int64(_messages_of(generation)),
                "total_tokens": Int64(usage.tokens),
                "total_cost": usage.cost,
            },
            "$max": {"last_message_at": result.at},
        },
        upsert=generation.opens_conversation,
        return_document=ReturnDocument.AFTER,
        session=session,
    )
    if conversation is None:
        return None
    more: dict[str, Any] = {}
    if generation.model_id not in conversation["models"]:
        more["$push"] = {"models": {"$each": [generation.model_id], "$slice": MOST_MODELS}}
    if not conversation["title"]:
        more["$set"] = {"title": title, "search_text": on_insert["search_text"]}
    if more:
        await rows.update_one({"_id": generation.conversation_id}, more, session=session)
    return conversation


async def _branch_and_parent(
    session: AsyncClientSession, generation: Generation, conversation: Conversation
) -> tuple[int, str | None]:
    """The branch that the messages go on with or make, and the id of the message that they follow."""
    if generation.leaves_after is None:
        query = branch_filter(conversation.id, conversation.branches, generation.branch)
        newest = await Message.get_pymongo_collection().find_one(
            query, {"_id": 1}, sort=[("position", -1)], session=session
        )
        return generation.branch, None if newest is None else newest["_id"]
    branch = Branch(
        number=len(conversation.branches) + 1,
        parent=None if generation.parent_id is None else generation.branch,
        after=generation.leaves_after,
    )
    await Conversation.get_pymongo_collection().update_one(
        {"_id": conversation.id},
        {"$push": {"branches": branch.model_dump()}, "$set": {"shown_branch": branch.number}},
        session=session,
    )
    return branch.number, generation.parent_id


@dataclass(frozen=True, slots=True)
class _Place:
    """Where messages go, in a conversation that counts them already."""

    conversation: Conversation
    branch: int
    parent_id: str | None


def _messages(
    generation: Generation, said: str, result: GenerationResult, usage: CompletionUsage, place: _Place
) -> list[Message]:
    common = {
        "conversation_id": generation.conversation_id,
        "user_id": generation.owner_id or generation.user_id,
        "author_id": generation.user_id,
        "generation_id": generation.id,
        "model_id": generation.model_id,
        "parameters": generation.parameters,
        "branch": place.branch,
    }
    count = int(place.conversation.message_count)
    question = Message(
        id=generation.user_message_id,
        position=count - 2,
        parent_id=place.parent_id,
        role=MessageRole.USER,
        content=said,
        attachments=generation.attachments,
        search_text=search_text_of(said),
        created_at=generation.created_at,
        **common,
    )
    text = result.text or ""
    reply = Message(
        id=generation.reply_id,
        position=count - 1,
        parent_id=generation.user_message_id,
        role=MessageRole.ASSISTANT,
        content=text,
        search_text=search_text_of(text),
        usage=usage,
        finish_reason=result.finish_reason,
        requested_model_id=generation.requested_model_id,
        created_at=result.at,
        **common,
    )
    return [reply] if generation.answers_again else [question, reply]


def _messages_of(generation: Generation) -> int:
    return 1 if generation.answers_again else 2
