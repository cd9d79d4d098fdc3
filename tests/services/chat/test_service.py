"""Chat from a message to a stored, charged reply (C2-C6, fault 21)."""

import asyncio

import pytest

from models.conversation import Conversation
from models.generation import Generation, GenerationStatus
from models.message import Message
from services.catalog.errors import ModelNotFoundError
from services.chat import ChatCompleted, ChatDelta, ChatStarted, ConversationService
from services.chat.errors import PromptTooLongError
from services.errors import InvalidInputError, NotFoundError
from services.ledger.errors import IdempotencyConflictError
from services.paging import PageRequest
from tests.services.chat.calls import all_events, say, stored, untouched
from tests.services.chat.conftest import TOKENS
from tests.support.upstream import answer, chunk, usage_chunk


async def test_a_chat_is_stored_and_costs_what_the_providers_usage_says(chat, viewer, ledger, clock):
    request = say("What is 2 + 3?")
    completed = await chat.complete(viewer, request)
    usage = completed.usage
    assert "2 + 3 = 5." in completed.reply.content
    assert (usage.input_tokens, usage.output_tokens) == (8, -(-len(completed.reply.content) // 4))
    assert usage.cost == usage.tokens
    balance = await ledger.balance(viewer.wallet_id)
    assert completed.balance == balance
    assert (balance.available, balance.held, balance.lifetime_spent) == (TOKENS - usage.cost, 0, usage.cost)
    conversation = completed.conversation
    assert (conversation.title, conversation.models) == ("What is 2 + 3?", ["offline/echo"])
    assert (conversation.message_count, conversation.total_tokens) == (2, usage.tokens)
    assert conversation.total_cost == usage.cost
    page = await ConversationService(clock).messages(viewer.user_id, conversation.id, PageRequest(first=10))
    assert [(row.role.value, row.content) for row in page.rows] == [
        ("user", "What is 2 + 3?"),
        ("assistant", completed.reply.content),
    ]
    parameters = page.rows[1].parameters
    assert (parameters.temperature, parameters.max_tokens, parameters.top_p) == (0.7, 4_000, None)
    generation = await stored(viewer, request)
    assert (generation.status, generation.message, generation.result.text) == (GenerationStatus.DONE, None, None)


async def test_the_joined_deltas_are_the_stored_reply(chat, viewer):
    events = await all_events(chat, viewer, say("Tell me"))
    started, deltas, completed = events[0], events[1:-1], events[-1]
    assert isinstance(started, ChatStarted)
    assert started.held_tokens == 256 + 7 + 16 + 4_000
    assert isinstance(completed, ChatCompleted)
    assert started.conversation.id == completed.conversation.id
    assert len(deltas) > 1
    assert "".join(delta.text for delta in deltas) == completed.reply.content
    offset = 0
    for delta in deltas:
        assert delta.index == offset
        offset += len(delta.text)


async def test_the_same_key_gives_the_same_result_and_is_charged_once(chat, viewer, ledger):
    request = say()
    first = await chat.complete(viewer, request)
    spent = (await ledger.balance(viewer.wallet_id)).lifetime_spent
    again = await chat.complete(viewer, request)
    assert (again.reply, again.usage, again.balance) == (first.reply, first.usage, first.balance)
    streamed = await all_events(chat, viewer, request)
    assert [type(event) for event in streamed] == [ChatStarted, ChatDelta, ChatCompleted]
    assert streamed[1].text == first.reply.content
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == spent
    assert await Message.find({"user_id": viewer.user_id}).count() == 2


async def test_the_same_key_at_the_same_time_runs_once(chat, viewer, ledger):
    request = say()
    results = await asyncio.gather(*(chat.complete(viewer, request) for _ in range(30)))
    assert len({result.reply.id for result in results}) == 1
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == results[0].usage.cost
    assert await Message.find({"user_id": viewer.user_id}).count() == 2


async def test_two_servers_with_one_key_run_it_once(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hel"), 0.3, *answer("lo", prompt=10, completion=5)]]
    request = say()
    results = await asyncio.gather(*(chat_with().complete(viewer, request) for _ in range(2)))
    assert [result.reply.content for result in results] == ["Hello", "Hello"]
    assert results[0].balance == results[1].balance
    assert len(upstream.requests) == 1
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == 15


async def test_the_same_key_for_another_message_is_a_conflict(chat, viewer, ledger):
    request = say("one")
    await chat.complete(viewer, request)
    before = await ledger.balance(viewer.wallet_id)
    with pytest.raises(IdempotencyConflictError):
        await chat.complete(viewer, say("two", idempotency_key=request.idempotency_key))
    assert await ledger.balance(viewer.wallet_id) == before


async def test_two_users_may_use_one_key(chat, new_viewer):
    ada, bob = await new_viewer(), await new_viewer()
    request = say()
    first, second = await chat.complete(ada, request), await chat.complete(bob, request)
    assert first.reply.id != second.reply.id


async def test_a_conversation_goes_on_with_what_was_said(chat_with, upstream, viewer, clock):
    chat = chat_with()
    upstream.replies = [answer("One."), answer("Two.")]
    first = await chat.complete(viewer, say("first"))
    second = await chat.complete(viewer, say("second", conversation_id=first.conversation.id))
    assert upstream.requests[1]["messages"] == [
        {"role": "user", "content": "first"},
        {"role": "assistant", "content": "One."},
        {"role": "user", "content": "second"},
    ]
    assert second.conversation.id == first.conversation.id
    assert (second.conversation.message_count, second.conversation.title) == (4, "first")
    assert second.conversation.total_cost == 30
    page = await ConversationService(clock).messages(viewer.user_id, first.conversation.id, PageRequest(first=10))
    assert [row.position for row in page.rows] == [0, 1, 2, 3]


async def test_an_empty_reply_is_not_sent_back(chat_with, upstream, viewer):
    chat = chat_with()
    thought = [chunk(finish="length"), usage_chunk(10, 50, completion_tokens_details={"reasoning_tokens": 50})]
    upstream.replies = [thought, answer("Two.")]
    first = await chat.complete(viewer, say("first", max_tokens=50))
    assert (first.reply.content, first.usage.reasoning_tokens, first.usage.cost) == ("", 50, 60)
    await chat.complete(viewer, say("second", conversation_id=first.conversation.id))
    assert upstream.requests[1]["messages"] == [
        {"role": "user", "content": "first"},
        {"role": "user", "content": "second"},
    ]


async def test_chats_in_one_conversation_at_once_all_get_a_place(chat, viewer, clock):
    conversation = (await chat.complete(viewer, say("start"))).conversation
    requests = [say(f"number {number}", conversation_id=conversation.id) for number in range(10)]
    await asyncio.gather(*(chat.complete(viewer, request) for request in requests))
    page = await ConversationService(clock).messages(viewer.user_id, conversation.id, PageRequest(first=50))
    assert [row.position for row in page.rows] == list(range(22))
    assert [row.role.value for row in page.rows] == ["user", "assistant"] * 11
    found = await Conversation.get(conversation.id)
    assert (found.message_count, found.total_cost) == (22, sum(row.usage.cost for row in page.rows if row.usage))


async def test_anothers_conversation_is_not_there(chat, new_viewer, ledger, clock):
    ada, eve = await new_viewer(), await new_viewer()
    conversation = (await chat.complete(ada, say())).conversation
    for conversation_id in (conversation.id, "cnv_unknown"):
        with pytest.raises(NotFoundError):
            await chat.complete(eve, say(conversation_id=conversation_id))
    with pytest.raises(NotFoundError):
        await ConversationService(clock).messages(eve.user_id, conversation.id, PageRequest(first=5))
    assert await untouched(ledger, eve)


async def test_what_is_wrong_with_a_request_is_told_before_anything_is_held(chat, viewer, ledger):
    with pytest.raises(ModelNotFoundError):
        await chat.complete(viewer, say(model_id="gpt-9"))
    with pytest.raises(PromptTooLongError):
        await chat.complete(viewer, say("界" * 50_000))
    with pytest.raises(InvalidInputError):
        await chat.complete(viewer, say(""))
    with pytest.raises(InvalidInputError):
        await all_events(chat, viewer, say(), after_index=-1)
    assert await untouched(ledger, viewer)
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0
