"""Stores a charged reply: both messages, the conversation's totals and the generation's end, in one transaction.

No ledger entry takes part in it. The generation's status guards it: it is done once, however often it is tried.
"""

from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from models.conversation import Conversation
from models.generation import Generation, GenerationResult, GenerationStatus
from models.message import CompletionUsage, Message, MessageRole
from services.chat.title import title_of

__all__ = ["MOST_MODELS", "store_reply"]

MOST_MODELS = 50
"""Models that a conversation names."""

_MESSAGES_PER_REPLY = 2


async def store_reply(generation: Generation, cost: int, now: datetime) -> None:
    """Store what `generation`, which is settled for `cost` wallet tokens, has brought. Does nothing a second time."""
    client = Generation.get_pymongo_collection().database.client
    async with client.start_session() as session:
        await session.with_transaction(lambda session: _store(session, generation, cost, now))


async def _store(session: AsyncClientSession, generation: Generation, cost: int, now: datetime) -> None:
    if generation.result is None or generation.message is None:
        raise ValueError(f"{generation.id} has nothing to store")
    usage = generation.result.usage.model_copy(update={"cost": Int64(cost)})
    update: dict[str, Any] = {
        "$set": {
            "status": GenerationStatus.DONE.value,
            "result.usage.cost": usage.cost,
            "lease_until": None,
            "ended_at": now,
        }
    }
    changed = await Generation.get_pymongo_collection().update_one(
        {"_id": generation.id, "status": GenerationStatus.SETTLING.value}, update, session=session
    )
    if not changed.modified_count:
        return
    conversation = await _count_in(session, generation, usage)
    if conversation is None:
        return  # it was deleted meanwhile; the reply stays in the generation
    messages = _messages(generation, generation.message, generation.result, usage, conversation)
    await Message.get_pymongo_collection().insert_many(
        [message.model_dump(by_alias=True, exclude={"revision_id"}) for message in messages], session=session
    )
    await Generation.get_pymongo_collection().update_one(
        {"_id": generation.id}, {"$set": {"message": None, "result.text": None}}, session=session
    )


async def _count_in(
    session: AsyncClientSession, generation: Generation, usage: CompletionUsage
) -> dict[str, Any] | None:
    if generation.result is None or generation.message is None:
        return None
    rows = Conversation.get_pymongo_collection()
    on_insert = {
        "user_id": generation.user_id,
        "title": title_of(generation.message),
        "models": [generation.model_id],
        "created_at": generation.created_at,
    }
    conversation: dict[str, Any] | None = await rows.find_one_and_update(
        {"_id": generation.conversation_id},
        {
            "$setOnInsert": on_insert,
            "$inc": {
                "message_count": Int64(_MESSAGES_PER_REPLY),
                "total_tokens": Int64(usage.tokens),
                "total_cost": usage.cost,
            },
            "$max": {"last_message_at": generation.result.at},
        },
        upsert=generation.opens_conversation,
        return_document=ReturnDocument.AFTER,
        session=session,
    )
    if conversation and generation.model_id not in conversation["models"]:
        await rows.update_one(
            {"_id": generation.conversation_id},
            {"$push": {"models": {"$each": [generation.model_id], "$slice": MOST_MODELS}}},
            session=session,
        )
    return conversation


def _messages(
    generation: Generation,
    said: str,
    result: GenerationResult,
    usage: CompletionUsage,
    conversation: dict[str, Any],
) -> list[Message]:
    common = {
        "conversation_id": generation.conversation_id,
        "user_id": generation.user_id,
        "generation_id": generation.id,
        "model_id": generation.model_id,
        "parameters": generation.parameters,
    }
    position = int(conversation["message_count"]) - _MESSAGES_PER_REPLY
    question = Message(
        id=generation.user_message_id,
        position=position,
        role=MessageRole.USER,
        content=said,
        created_at=generation.created_at,
        **common,
    )
    reply = Message(
        id=generation.reply_id,
        position=position + 1,
        role=MessageRole.ASSISTANT,
        content=result.text or "",
        usage=usage,
        finish_reason=result.finish_reason,
        created_at=result.at,
        **common,
    )
    return [question, reply]
