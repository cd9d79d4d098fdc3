"""Chat from a message to a stored, charged reply (C2-C6, faults 21-24)."""

import asyncio
from contextlib import aclosing

import pytest

from gateways.providers import OfflineProvider
from models.conversation import Conversation
from models.generation import Generation, GenerationStatus
from models.ids import new_id
from models.message import Message
from services.catalog.errors import ModelNotFoundError
from services.catalog.models import ModelCatalog
from services.chat import ChatCompleted, ChatDelta, ChatRequest, ChatService, ChatStarted, ConversationService
from services.chat.conversations import conversation_position
from services.chat.errors import ChatFailedError, PromptTooLongError, ServerStoppingError
from services.errors import InvalidInputError, NotFoundError
from services.ledger import GrantSource
from services.ledger.errors import IdempotencyConflictError, InsufficientTokensError, WalletInDebtError
from services.paging import PageRequest
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission
from tests.support.upstream import HANG, answer, chunk, usage_chunk
from tests.support.waiting import PATIENCE_SECONDS


def say(message: str = "Hello", **more) -> ChatRequest:
    return ChatRequest(**{"message": message, "idempotency_key": new_id("key"), **more})


async def all_events(service, viewer, request, after_index=0):
    return [event async for event in service.stream(viewer, request, after_index)]


async def has_started(service, viewer, request) -> None:
    """Return once the first delta has come; then leave."""
    async with aclosing(service.stream(viewer, request)) as events:
        async for event in events:
            if isinstance(event, ChatDelta):
                return


async def stored(viewer, request) -> Generation:
    found = await Generation.find_one({"user_id": viewer.user_id, "client_key": request.idempotency_key})
    assert found is not None
    return found


async def untouched(ledger, viewer, tokens=TOKENS) -> bool:
    """Whether the wallet holds all that it was given, and nothing was ever spent."""
    balance = await ledger.balance(viewer.wallet_id)
    return (balance.available, balance.held, balance.lifetime_spent) == (tokens, 0, 0)


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


async def test_too_few_tokens_are_told_and_nothing_is_held(chat, new_viewer, ledger, upstream):
    viewer = await new_viewer(4_000)
    request = say(max_tokens=4_000)
    with pytest.raises(InsufficientTokensError) as caught:
        await chat.complete(viewer, request)
    assert (caught.value.required, caught.value.available) == (256 + 5 + 16 + 4_000, 4_000)
    assert await untouched(ledger, viewer, 4_000)
    completed = await chat.complete(viewer, say(max_tokens=10))
    assert (completed.reply.finish_reason, completed.usage.output_tokens <= 10) == ("length", True)


async def test_a_limit_that_nobody_named_is_lowered_to_what_the_wallet_affords(chat, new_viewer, ledger):
    viewer = await new_viewer(256 + 5 + 16 + 300)
    request = say()
    events = await all_events(chat, viewer, request)
    assert events[0].held_tokens == 256 + 5 + 16 + 300
    assert events[-1].reply.parameters.max_tokens == 300
    await ledger.grant(viewer.wallet_id, "test:more", source=GrantSource.ADMIN, amount=TOKENS)
    again = await chat.complete(viewer, request)
    assert (again.reply, again.balance) == (events[-1].reply, events[-1].balance)


async def test_below_the_shortest_reply_it_is_refused(chat, new_viewer, ledger):
    viewer = await new_viewer(256 + 5 + 16 + 255)
    with pytest.raises(InsufficientTokensError) as caught:
        await chat.complete(viewer, say())
    assert (caught.value.required, caught.value.available) == (256 + 5 + 16 + 256, 256 + 5 + 16 + 255)
    assert await untouched(ledger, viewer, 256 + 5 + 16 + 255)
    assert (await chat.complete(viewer, say(max_tokens=255))).reply.parameters.max_tokens == 255


async def test_a_chat_that_cannot_be_paid_leaves_nothing_behind(chat, new_viewer, ledger):
    viewer = await new_viewer(10)
    with pytest.raises(InsufficientTokensError):
        await chat.complete(viewer, say("x" * 10_000))
    await ledger.revoke(viewer.wallet_id, "test:back", reference="unknown", amount=1_000)
    with pytest.raises(WalletInDebtError):
        await chat.complete(viewer, say("x" * 10_000))
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0


async def test_one_key_at_once_with_tokens_for_one_chat_runs_once(chat, new_viewer, ledger):
    """Whoever comes second finds no tokens, since the first holds them, and still gets the first one's reply."""
    viewer = await new_viewer(256 + 5 + 16 + 300)
    request = say()
    results = await asyncio.gather(*(chat.complete(viewer, request) for _ in range(30)))
    assert len({result.reply.id for result in results}) == 1
    assert (await ledger.balance(viewer.wallet_id)).lifetime_spent == results[0].usage.cost


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


async def test_the_same_key_works_once_there_are_tokens(chat, new_viewer, ledger):
    viewer = await new_viewer(10)
    request = say()
    for _ in range(2):
        with pytest.raises(InsufficientTokensError):
            await chat.complete(viewer, request)
    await ledger.grant(viewer.wallet_id, "test:more", source=GrantSource.ADMIN, amount=TOKENS)
    assert (await chat.complete(viewer, request)).usage.cost > 0


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


async def test_free_models_can_cost_nothing(viewer, ledger, settings, clock, database):
    generous = settings.model_copy(update={"free_models_cost_tokens": False})
    catalog = ModelCatalog([OfflineProvider(pause_scale=0)], generous, clock)
    completed = await ChatService(ledger, catalog, generous, clock, admission(generous, clock)).complete(viewer, say())
    assert completed.usage.cost == 0
    assert await untouched(ledger, viewer)


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
