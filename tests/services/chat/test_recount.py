"""Totals of conversations against their messages: what is wrong is told, and put right when that is asked for (C4)."""

import asyncio

import pytest
from bson.int64 import Int64

from models.conversation import Conversation
from models.ids import new_id
from models.message import Message
from services.chat import ChatRequest
from services.chat import recount as module
from services.chat.recount import Totals, recount


def say(message: str = "Hello", **more) -> ChatRequest:
    return ChatRequest(message=message, idempotency_key=new_id("key"), **more)


@pytest.fixture
async def conversation(chat, viewer) -> Conversation:
    """One with two branches; no other is there."""
    await Conversation.delete_all()
    first = await chat.complete(viewer, say())
    await chat.complete(viewer, say("", regenerates_id=first.reply.id))
    return await Conversation.get(first.conversation.id)


def totals(conversation: Conversation) -> Totals:
    return Totals(*map(int, (conversation.message_count, conversation.total_tokens, conversation.total_cost)))


async def spoil(conversation: Conversation, **values: int) -> None:
    changed = {name: Int64(value) for name, value in values.items()}
    await Conversation.get_pymongo_collection().update_one({"_id": conversation.id}, {"$set": changed})


async def test_what_chats_have_stored_is_right(conversation):
    told: list[int] = []
    report = await recount(fix=False, progress=told.append)
    assert (report.conversations, report.found, report.clean, told) == (1, 0, True, [1])


@pytest.mark.parametrize(
    "wrong", [{"message_count": 7}, {"total_tokens": 1}, {"total_cost": 0}, {"message_count": 0, "total_cost": 2**40}]
)
async def test_what_is_wrong_is_told_and_put_right_only_when_asked(conversation, wrong):
    right = totals(conversation)
    await spoil(conversation, **wrong)
    spoiled = totals(await Conversation.get(conversation.id))
    report = await recount(fix=False)
    assert (report.found, report.left, report.clean) == (1, 1, False)
    assert (report.wrong[0].stored, report.wrong[0].counted, report.wrong[0].fixed) == (spoiled, right, False)
    assert totals(await Conversation.get(conversation.id)) == spoiled
    report = await recount(fix=True)
    assert (report.found, report.fixed, report.clean, report.wrong[0].fixed) == (1, 1, True, True)
    assert totals(await Conversation.get(conversation.id)) == right
    assert (await recount(fix=True)).found == 0


async def test_one_without_messages_has_none(conversation):
    await Message.delete_all()
    assert (await recount(fix=True)).wrong[0].counted == Totals(0, 0, 0)
    assert totals(await Conversation.get(conversation.id)) == Totals(0, 0, 0)


async def test_one_that_is_being_deleted_is_left_alone(conversation, clock):
    await spoil(conversation, message_count=9)
    await Conversation.get_pymongo_collection().update_one({"_id": conversation.id}, {"$set": {"deleted_at": clock()}})
    report = await recount(fix=True)
    assert (report.conversations, report.found) == (0, 0)


async def test_replies_that_are_stored_meanwhile_are_neither_wrong_nor_lost(conversation, chat, viewer):
    requests = [say(f"number {number}", conversation_id=conversation.id) for number in range(8)]
    chats = asyncio.gather(*(chat.complete(viewer, request) for request in requests))
    while not chats.done():
        assert (await recount(fix=True)).found == 0
    assert totals(await Conversation.get(conversation.id)).messages == 3 + 16
    assert (await recount(fix=False)).found == 0


async def test_all_of_many_are_counted(conversation, monkeypatch):
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    for _ in range(5):
        await conversation.model_copy(update={"id": new_id("cnv")}).insert()
    report = await recount(fix=False)
    assert (report.conversations, report.found) == (6, 5)
