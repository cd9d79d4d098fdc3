"""A model that fails before it delivers anything gives way to those that its caller allows instead (C12)."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from models.chat_outcome import ChatOutcome
from models.generation import Generation
from models.ids import new_id
from models.ledger_entry import LedgerEntry
from models.message import Message
from services.catalog.errors import ModelNotFoundError
from services.catalog.models import ModelCatalog
from services.chat import ChatDelta, ChatRequest, ChatService
from services.chat.errors import ChatFailedError
from services.ledger.audit import audit_ledger
from services.ledger.errors import InsufficientTokensError
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission
from tests.support.upstream import HANG, RawUpstream, answer, chunk, raw_upstream, usage_chunk

SMALL = {"id": "b/small", "context_length": 4_096}
"""Its window makes the input bound and the reply's limit another one."""


EMPTY = [chunk(finish="stop"), usage_chunk(10, 0)]


@pytest.fixture
async def other() -> AsyncIterator[RawUpstream]:
    async with raw_upstream() as upstream:
        upstream.models = [SMALL, {"id": "b/other"}]
        yield upstream


@pytest.fixture
async def chat(upstream, other, database, ledger, settings, clock) -> AsyncIterator[ChatService]:
    """Two providers: `first` with test/model, `second` with b/small and b/other."""
    providers = [
        OpenAICompatibleProvider(ServerProfile(name, url, None, first_byte_seconds=2, idle_seconds=2), "key")
        for name, url in (("first", upstream.base_url), ("second", other.base_url))
    ]
    catalog = ModelCatalog(providers, settings, clock)
    service = ChatService(ledger, catalog, settings, clock, admission(settings, clock))
    yield service
    await service.stop(5)
    await catalog.close()


def say(message: str = "Hello", *fallbacks: str, **more) -> ChatRequest:
    values = {"message": message, "idempotency_key": new_id("key"), "model_id": "test/model"}
    return ChatRequest(**{**values, "fallback_models": fallbacks, **more})


async def stored(viewer) -> Generation:
    return await Generation.find_one({"user_id": viewer.user_id})


@pytest.mark.parametrize("fault", [[401], [402], [403], [404], [400], [None], [b"data: garbage\n\n"], EMPTY])
async def test_the_next_model_serves_and_is_what_is_charged(chat, upstream, other, viewer, ledger, database, fault):
    upstream.replies, other.replies = [fault], [answer("Hi", prompt=10, completion=5)]
    completed = await chat.complete(viewer, say("Hello", "b/small"))
    reply = completed.reply
    assert (reply.content, reply.model_id, reply.requested_model_id) == ("Hi", "b/small", "test/model")
    assert (completed.usage.cost, completed.usage.counted_by) == (15, "provider")
    assert other.requests[0]["max_tokens"] == reply.parameters.max_tokens == 2_048
    entry = await LedgerEntry.find_one({"wallet": viewer.wallet_id, "kind": "settle"})
    assert (entry.usage["model"], entry.usage["provider"]) == ("b/small", "second")
    assert entry.usage["rates"] == completed.usage.rates
    assert entry.usage["price_version"] == completed.usage.price_version
    assert (await ledger.balance(viewer.wallet_id)).available == TOKENS - 15
    assert (await audit_ledger(database)).findings == []


async def test_what_the_dearest_can_cost_is_held(chat, upstream, other, viewer):
    go_on = asyncio.Event()
    upstream.replies = [[chunk("Hel"), go_on, *answer("lo")]]
    async for event in chat.stream(viewer, say("Hello", "b/small", max_tokens=4_000)):
        if isinstance(event, ChatDelta):
            generation = await stored(viewer)
            assert [choice.max_tokens for choice in generation.choices] == [4_000, 2_048]
            assert generation.held == 256 + 16 + 5 + 4_000
            go_on.set()
    assert (event.reply.model_id, event.reply.requested_model_id) == ("test/model", None)
    assert other.requests == []


async def test_after_the_first_text_nothing_else_is_asked(chat, upstream, other, viewer):
    upstream.replies = [[chunk("Hello wo"), None]]
    completed = await chat.complete(viewer, say("Hello", "b/small"))
    assert (completed.reply.content, completed.reply.finish_reason) == ("Hello wo", "cut")
    assert other.requests == []


async def test_when_all_fail_the_error_is_that_of_the_model_that_was_asked_for(chat, upstream, other, viewer, ledger):
    upstream.replies, other.replies = [[404]], [[401]]
    with pytest.raises(ChatFailedError) as caught:
        await chat.complete(viewer, say("Hello", "b/small", "b/other"))
    assert caught.value.code == "MODEL_NOT_FOUND"
    assert [request["model"] for request in other.requests] == ["b/small", "b/other"]
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.available, balance.held) == (TOKENS, 0)
    assert await Message.find({"user_id": viewer.user_id}).count() == 0


async def test_what_lies_in_the_message_is_not_asked_of_others(chat, upstream, other, viewer):
    upstream.replies = [[400, ("code", "context_length_exceeded")]]
    with pytest.raises(ChatFailedError) as caught:
        await chat.complete(viewer, say("Hello", "b/small"))
    assert caught.value.code == "PROMPT_TOO_LONG"
    assert other.requests == []


async def test_two_empty_replies_are_one_failure(chat, upstream, other, viewer, ledger):
    upstream.replies, other.replies = [EMPTY], [EMPTY]
    with pytest.raises(ChatFailedError) as caught:
        await chat.complete(viewer, say("Hello", "b/small"))
    assert (caught.value.code, len(other.requests)) == ("EMPTY_REPLY", 1)
    assert (await ledger.balance(viewer.wallet_id)).available == TOKENS


async def test_a_fallback_that_cannot_read_the_message_is_left_out(chat, upstream, other, viewer):
    upstream.replies = [[404]]
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, say("word " * 4_000, "b/small"))
    assert other.requests == []


async def test_an_unknown_fallback_is_refused_before_anything_is_held(chat, viewer, ledger):
    with pytest.raises(ModelNotFoundError):
        await chat.complete(viewer, say("Hello", "nobody/has-it"))
    assert await Generation.find({"user_id": viewer.user_id}).count() == 0


async def test_all_limits_are_lowered_to_what_the_wallet_affords(chat, upstream, other, new_viewer):
    viewer = await new_viewer(256 + 5 + 16 + 300)
    upstream.replies, other.replies = [[404]], [answer("Hi", prompt=10, completion=5)]
    completed = await chat.complete(viewer, say("Hello", "b/small"))
    assert completed.reply.parameters.max_tokens == 300
    with pytest.raises(InsufficientTokensError):
        await chat.complete(viewer, say("Hello", "b/small", max_tokens=4_000))


async def test_a_stop_while_the_second_is_asked_ends_it(chat, upstream, other, viewer, ledger):
    upstream.replies, other.replies = [[404]], [[chunk("Hello wo"), HANG]]
    request = say("Hello", "b/small")
    async for event in chat.stream(viewer, request):
        if isinstance(event, ChatDelta):
            await chat.cancel(viewer, request.idempotency_key)
    generation = await stored(viewer)
    assert (generation.model_id, generation.requested_model_id) == ("b/small", "test/model")
    assert generation.result.finish_reason == "cancelled"
    assert (await ledger.balance(viewer.wallet_id)).held == 0


async def test_a_reply_that_is_made_again_may_be_served_by_a_fallback(chat, upstream, other, viewer):
    upstream.replies, other.replies = [answer("One."), [404]], [answer("Two.")]
    first = (await chat.complete(viewer, say())).reply
    again = (await chat.complete(viewer, say("", "b/small", regenerates_id=first.id))).reply
    assert (again.content, again.model_id, again.requested_model_id) == ("Two.", "b/small", "test/model")
    assert again.parent_id == first.parent_id


async def test_the_model_that_failed_is_named_in_the_outcome(chat, upstream, other, viewer):
    upstream.replies, other.replies = [[401]], [answer("Hi", prompt=10, completion=5)]
    await chat.complete(viewer, say("Hello", "b/small"))
    outcome = await ChatOutcome.find_one({"user_id": viewer.user_id})
    assert (outcome.provider, outcome.model_id) == ("second", "b/small")
    failed = [(each.provider, each.model_id, each.code) for each in outcome.failed_routes]
    assert failed == [("first", "test/model", "PROVIDER_AUTH")]


async def test_when_all_fail_each_failure_is_told_once(chat, upstream, other, viewer):
    upstream.replies, other.replies = [[404]], [[401]]
    with pytest.raises(ChatFailedError):
        await chat.complete(viewer, say("Hello", "b/small"))
    outcome = await ChatOutcome.find_one({"user_id": viewer.user_id})
    assert (outcome.model_id, outcome.code) == ("test/model", "MODEL_NOT_FOUND")
    assert [(each.model_id, each.code) for each in outcome.failed_routes] == [("b/small", "PROVIDER_AUTH")]
