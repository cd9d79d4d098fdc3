"""What a chat comes to that fails, breaks off, is stopped or left (C6, faults 22-24)."""

import asyncio

import pytest

from models.conversation import Conversation
from models.generation import GenerationStatus
from models.message import Message
from services.chat import ChatDelta
from services.chat.errors import ChatFailedError, ServerStoppingError
from services.errors import InvalidInputError, NotFoundError
from tests.services.chat.calls import all_events, has_started, say, stored, untouched
from tests.support.upstream import HANG, answer, chunk, usage_chunk
from tests.support.waiting import PATIENCE_SECONDS


async def test_a_failed_chat_keeps_no_message_and_is_removed_with_time(chat_with, upstream, viewer, ledger, database):
    chat = chat_with()
    upstream.replies = [[401], answer("Hello")]
    request = say("a secret that nobody answered")
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, request)
    failed = await stored(viewer, request)
    assert (failed.status, failed.message) == (GenerationStatus.FAILED, None)
    index = (await database["generations"].index_information())["failed_expiry"]
    assert (index["key"], index["expireAfterSeconds"]) == ([("ended_at", 1)], 30 * 86_400)
    assert index["partialFilterExpression"] == {"status": "failed"}
    await failed.delete()  # as the index does
    completed = await chat.complete(viewer, request)
    assert (completed.reply.content, (await stored(viewer, request)).attempt) == ("Hello", 1)
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.lifetime_spent, balance.held) == (15, 0)


@pytest.mark.parametrize(
    ("reply", "code", "retryable"),
    [
        ([401], "PROVIDER_AUTH", False),
        ([429], "PROVIDER_RATE_LIMITED", True),
        ([500], "PROVIDER_UNAVAILABLE", True),
        ([b"data: garbage\n\n"], "PROVIDER_BAD_RESPONSE", True),
        ([HANG], "PROVIDER_TIMEOUT", True),
        ([None], "PROVIDER_UNAVAILABLE", True),
        ([chunk(finish="stop"), usage_chunk(10, 0)], "EMPTY_REPLY", True),
    ],
)
async def test_a_failed_chat_costs_nothing(chat_with, upstream, viewer, ledger, reply, code, retryable):
    upstream.replies = [reply]
    request = say()
    with pytest.raises(ChatFailedError) as caught:
        await chat_with().complete(viewer, request)
    assert (caught.value.code, caught.value.retryable) == (code, retryable)
    assert await untouched(ledger, viewer)
    assert (await stored(viewer, request)).status is GenerationStatus.FAILED
    assert await Message.find({"user_id": viewer.user_id}).count() == 0
    assert await Conversation.find({"user_id": viewer.user_id}).count() == 0


async def test_the_same_key_tries_again_after_a_failure_that_may_pass(chat_with, upstream, viewer, ledger):
    chat = chat_with()
    upstream.replies = [[b"data: garbage\n\n"], [b"data: garbage\n\n"], answer("Hello")]
    request = say()
    for _ in range(2):
        with pytest.raises(ChatFailedError):
            await chat.complete(viewer, request)
    completed = await chat.complete(viewer, request)
    assert (completed.reply.content, completed.usage.cost) == ("Hello", 15)
    assert (await stored(viewer, request)).attempt == 3
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == 15


async def test_a_failure_that_lasts_is_told_again_without_asking(chat_with, upstream, viewer):
    chat = chat_with()
    upstream.replies = [[401]]
    request = say()
    for _ in range(2):
        with pytest.raises(ChatFailedError) as caught:
            await chat.complete(viewer, request)
        assert caught.value.code == "PROVIDER_AUTH"
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    ("reply", "cost", "reason", "counted_by"),
    [
        ([chunk("Hello wo"), None], 6 + 2, "cut", "local"),
        ([chunk("Hello wo"), HANG], 6 + 2, "cut", "local"),
        ([chunk("Hello wo"), chunk(finish="stop")], 6 + 2, "stop", "local"),
        ([chunk("Hello wo"), chunk(finish="stop"), usage_chunk(10**9, 10**9)], 6 + 2, "stop", "local"),
        ([chunk("Hello wo"), chunk(finish="stop"), usage_chunk(-5, 7)], 6 + 2, "stop", "local"),
        ([chunk("Hello wo"), chunk(finish="stop"), usage_chunk(20, 30)], 50, "stop", "provider"),
    ],
)
async def test_what_was_delivered_is_charged(chat_with, upstream, viewer, ledger, reply, cost, reason, counted_by):
    upstream.replies = [reply]
    request = say()
    completed = await chat_with().complete(viewer, request)
    assert (completed.reply.content, completed.reply.finish_reason) == ("Hello wo", reason)
    assert (completed.usage.cost, (await stored(viewer, request)).result.counted_by) == (cost, counted_by)
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.lifetime_spent, balance.held) == (cost, 0)


async def test_a_generation_that_takes_too_long_is_cut_and_charged(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hello"), *([0.3, chunk(".")] * 20)]]
    completed = await chat_with(chat_timeout_seconds=1).complete(viewer, say())
    assert completed.reply.finish_reason == "timeout"
    assert completed.reply.content.startswith("Hello.")
    assert (await ledger.balance(viewer.wallet_id)).held == 0


async def test_a_provider_that_minds_no_limit_is_cut(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("x" * 1_000)] * 100 + [chunk(finish="stop"), usage_chunk(10, 25_000)]]
    completed = await chat_with().complete(viewer, say(max_tokens=10))
    assert (completed.reply.finish_reason, len(completed.reply.content)) == ("length", 2_000)
    assert completed.usage.cost == (await ledger.balance(viewer.wallet_id)).lifetime_spent == 256 + 5 + 16 + 10


async def test_a_caller_who_leaves_does_not_stop_it_and_nothing_stays_held(chat_with, upstream, viewer, ledger):
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo", prompt=10, completion=5)]]
    chat, request = chat_with(), say()
    await has_started(chat, viewer, request)
    assert (await ledger.balance(viewer.wallet_id)).held > 0
    go_on.set()
    events = await all_events(chat, viewer, request, after_index=3)
    assert [event.text for event in events if isinstance(event, ChatDelta)] == ["lo"]
    assert events[-1].reply.content == "Hello"
    assert len(upstream.requests) == 1
    assert (await ledger.balance(viewer.wallet_id)).held == 0


async def test_a_reply_that_nobody_reads_ends_with_what_it_has(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hello wo"), HANG]]
    chat, request = chat_with(chat_drain_seconds=1), say()
    await has_started(chat, viewer, request)
    completed = await chat_with().complete(viewer, request)  # which is on another server, so nobody reads it
    assert (completed.reply.content, completed.reply.finish_reason) == ("Hello wo", "timeout")
    assert completed.usage.cost == (await ledger.balance(viewer.wallet_id)).lifetime_spent == 8


async def test_a_cancelled_caller_of_the_mutation_does_not_stop_it(chat_with, upstream, viewer, ledger):
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo")]]
    chat, request = chat_with(), say()
    caller = asyncio.create_task(chat.complete(viewer, request))
    await has_started(chat, viewer, request)
    caller.cancel()
    await asyncio.wait({caller})
    go_on.set()
    assert (await chat.complete(viewer, request)).reply.content == "Hello"
    assert (await ledger.balance(viewer.wallet_id)).held == 0


async def test_a_stopped_chat_costs_what_was_delivered(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hello wo"), HANG]]
    chat, other_server, request = chat_with(), chat_with(), say()
    await has_started(chat, viewer, request)
    await chat.cancel(viewer, request.idempotency_key)
    completed = await other_server.complete(viewer, request)
    assert (completed.reply.content, completed.reply.finish_reason) == ("Hello wo", "cancelled")
    assert completed.usage.cost == 8
    async with asyncio.timeout(PATIENCE_SECONDS):
        await upstream.disconnected.wait()
    with pytest.raises(NotFoundError):
        await chat.cancel(viewer, request.idempotency_key)


async def test_only_a_running_chat_of_ones_own_can_be_stopped(chat_with, upstream, new_viewer):
    ada, eve = await new_viewer(), await new_viewer()
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo")]]
    chat, request = chat_with(), say()
    await has_started(chat, ada, request)
    for viewer, key in ((eve, request.idempotency_key), (ada, "another")):
        with pytest.raises(NotFoundError):
            await chat.cancel(viewer, key)
    with pytest.raises(InvalidInputError):
        await chat.cancel(ada, "not a key")
    go_on.set()
    assert (await chat.complete(ada, request)).reply.content == "Hello"


async def test_a_stopping_server_cuts_charges_and_stores(chat_with, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hello wo"), HANG]]
    chat, request = chat_with(), say()
    await has_started(chat, viewer, request)
    await chat.stop(0.05)
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.lifetime_spent, balance.held) == (8, 0)
    with pytest.raises(ServerStoppingError):
        await chat.complete(viewer, say())
    assert (await chat_with().complete(viewer, request)).reply.finish_reason == "cancelled"


async def test_a_slow_watcher_gets_what_waits_as_one_delta(chat_with, upstream, viewer):
    upstream.replies = [answer(*("ab" for _ in range(1_000)), prompt=10, completion=500)]
    chat, request = chat_with(), say()
    deltas = []
    async for event in chat.stream(viewer, request):
        if isinstance(event, ChatDelta):
            deltas.append(event)
            await asyncio.sleep(0.2)
    assert "".join(delta.text for delta in deltas) == "ab" * 1_000
    assert len(deltas) < 20
