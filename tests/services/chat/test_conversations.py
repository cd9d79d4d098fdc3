"""Conversations under concurrency, crashes, and beyond a model's window (C4)."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import pytest
from bson.int64 import Int64

from models.conversation import Conversation
from models.generation import Generation
from models.ids import new_id
from models.message import Message
from services.chat import ChatDelta, ChatRequest, ConversationService
from services.chat.branches import MOST_BRANCHES
from services.chat.conversations import conversation_position
from services.chat.errors import TooManyBranchesError
from services.errors import InvalidInputError, NotFoundError
from services.paging import PageRequest
from tests.support.upstream import HANG, answer, chunk


def say(message: str = "Hello", **more) -> ChatRequest:
    return ChatRequest(**{"message": message, "idempotency_key": new_id("key"), **more})


async def contents(clock, viewer, conversation_id: str, through: str | None = None) -> list[str]:
    page = await ConversationService(clock).messages(
        viewer.user_id, conversation_id, PageRequest(first=100), through_id=through
    )
    return [row.content for row in page.rows]


async def test_edits_at_once_each_get_a_branch_of_their_own(chat, viewer, clock):
    first = await chat.complete(viewer, say("one"))
    question = (first.reply.parent_id,)
    edits = await asyncio.gather(
        *(chat.complete(viewer, say(f"edit {number}", edits_id=question[0])) for number in range(8))
    )
    conversation = await Conversation.get(first.conversation.id)
    assert sorted(branch.number for branch in conversation.branches) == list(range(1, 9))
    assert int(conversation.message_count) == 18
    for edited in edits:
        texts = await contents(clock, viewer, conversation.id, edited.reply.id)
        assert texts == [texts[0], edited.reply.content]
    positions = [int(row.position) for row in await Message.find({"conversation_id": conversation.id}).to_list()]
    assert sorted(positions) == list(range(18))


async def test_pages_of_a_branch_go_on_where_they_ended(chat, viewer, clock):
    first = await chat.complete(viewer, say("one"))
    second = await chat.complete(viewer, say("two", conversation_id=first.conversation.id))
    await chat.complete(viewer, say("2", edits_id=second.reply.parent_id))
    service = ConversationService(clock)
    seen, after = [], None
    while True:
        page = await service.messages(viewer.user_id, first.conversation.id, PageRequest(first=1, after=after))
        seen += [row.content for row in page.rows if row.role.value == "user"]
        if not page.has_next:
            break
        after = str(page.rows[-1].position)
    assert seen == ["one", "2"]


async def test_only_what_was_said_on_the_branch_is_sent(chat_with, upstream, viewer):
    upstream.replies = [answer("reply")]
    chat = chat_with()
    first = await chat.complete(viewer, say("one"))
    second = await chat.complete(viewer, say("two", conversation_id=first.conversation.id))
    await chat.complete(viewer, say("three", conversation_id=first.conversation.id))
    await chat.complete(viewer, say("two, edited", edits_id=second.reply.parent_id))
    await chat.complete(viewer, say("on", conversation_id=first.conversation.id))
    await chat.complete(viewer, say("", regenerates_id=second.reply.id))
    sent = [[turn["content"] for turn in request["messages"]] for request in upstream.requests]
    assert sent[3:] == [
        ["one", "reply", "two, edited"],
        ["one", "reply", "two, edited", "reply", "on"],
        ["one", "reply", "two"],
    ]


async def test_how_many_earlier_messages_did_not_fit_is_told(chat_with, upstream, viewer):
    upstream.replies = [answer("reply")]
    chat = chat_with()
    first = await chat.complete(viewer, say("x" * 24_000))
    conversation = first.conversation.id
    assert first.messages_left_out == 0
    second = await chat.complete(viewer, say("y" * 24_000, conversation_id=conversation))
    assert second.messages_left_out == 0
    request = say("z" * 24_000, conversation_id=conversation)
    third = await chat.complete(viewer, request)
    assert third.messages_left_out == 2
    assert [len(turn["content"]) for turn in upstream.requests[-1]["messages"]] == [24_000, 5, 24_000]
    assert (await chat.complete(viewer, request)).messages_left_out == 2


async def test_a_conversation_has_a_limit_of_branches(chat, viewer, ledger):
    first = await chat.complete(viewer, say("one"))
    branches = [{"number": number, "parent": None, "after": Int64(-1)} for number in range(1, MOST_BRANCHES + 1)]
    await Conversation.find_one({"_id": first.conversation.id}).update({"$set": {"branches": branches}})
    before = await ledger.balance(viewer.wallet_id)
    with pytest.raises(TooManyBranchesError):
        await chat.complete(viewer, say("", regenerates_id=first.reply.id))
    assert await ledger.balance(viewer.wallet_id) == before


async def test_a_reply_to_a_conversation_that_is_deleted_meanwhile_is_charged_and_not_kept(
    chat_with, upstream, viewer, ledger, clock
):
    upstream.replies = [answer("one"), [chunk("a secret"), HANG]]
    chat = chat_with()
    first = await chat.complete(viewer, say("begin"))
    request = say("go on", conversation_id=first.conversation.id)
    running = asyncio.create_task(chat.complete(viewer, request))
    async with aclosing(chat.stream(viewer, request)) as events:
        async for event in events:
            if isinstance(event, ChatDelta):
                break
    generation = await Generation.find_one({"client_key": request.idempotency_key})
    await ConversationService(clock).delete(viewer.user_id, first.conversation.id)
    assert (await Generation.get(generation.id)).cancel_requested
    chat.stop_those_of({viewer.user_id})  # what the heartbeat does within seconds
    completed = await running
    assert (completed.reply.content, completed.reply.finish_reason) == ("a secret", "cancelled")
    generation = await Generation.get(generation.id)
    assert (generation.message, generation.result.text) == (None, None)
    assert await Conversation.get(first.conversation.id) is None
    assert await Message.find({"conversation_id": first.conversation.id}).count() == 0
    assert (await ledger.balance(viewer.wallet_id)).held == 0
    with pytest.raises(NotFoundError):
        await chat.complete(viewer, request)


async def test_a_removal_that_a_crash_cut_is_completed_by_any_server(chat, viewer, clock):
    first = await chat.complete(viewer, say("one"))
    conversation = first.conversation.id
    await Conversation.find_one({"_id": conversation}).update({"$set": {"deleted_at": clock()}})
    service = ConversationService(clock)
    assert await service.complete_deletions(10) == 0
    clock.now += timedelta(minutes=2)
    assert await service.complete_deletions(10) == 1
    assert await Conversation.get(conversation) is None
    assert await Message.find({"conversation_id": conversation}).count() == 0


async def test_conversations_are_listed_last_used_first_in_pages(chat, viewer, clock):
    made = []
    for number in range(5):
        clock.move(seconds=1)
        made.append((await chat.complete(viewer, say(f"number {number}"))).conversation.id)
    clock.move(seconds=1)
    await chat.complete(viewer, say("again", conversation_id=made[0]))
    seen, after = [], None
    while True:
        page = await ConversationService(clock).page(viewer.user_id, PageRequest(first=2, after=after))
        seen += [row.id for row in page.rows]
        if not page.has_next:
            break
        after = conversation_position(page.rows[-1])
    assert seen == [made[0], made[4], made[3], made[2], made[1]]
    with pytest.raises(InvalidInputError):
        await ConversationService(clock).page(viewer.user_id, PageRequest(first=2, after="9" * 15 + "/x"))
