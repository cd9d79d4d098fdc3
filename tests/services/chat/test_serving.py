"""A provider's record of a reply that was ended here: it is waited for, but by no server that stops (C6)."""

import asyncio

import pytest

from gateways.providers.openai_compatible import OpenAICompatibleProvider, ServerProfile
from models.generation import Generation
from models.ids import new_id
from services.catalog.models import ModelCatalog
from services.chat import ChatCompleted, ChatDelta, ChatRequest, ChatService
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission
from tests.support.upstream import HANG, chunk
from tests.support.waiting import wait_until

RECORD = {"native_tokens_prompt": 20, "native_tokens_cached": 8, "native_tokens_completion": 3}


@pytest.fixture
async def chat(upstream, database, ledger, settings, clock):
    changed = settings.model_copy(update={"chat_usage_record_seconds": 60})
    profile = ServerProfile(
        "openrouter", upstream.base_url, None, first_byte_seconds=5, idle_seconds=60, keeps_records=True
    )
    catalog = ModelCatalog([OpenAICompatibleProvider(profile, "key")], changed, clock)
    service = ChatService(ledger, catalog, changed, clock, admission(changed, clock))
    yield service
    await service.stop(0)
    await catalog.close()


async def cancelled(chat, viewer) -> ChatRequest:
    """A chat that was cancelled after its first text, and is not charged yet."""
    request = ChatRequest(message="Hello", idempotency_key=new_id("key"))
    async for event in chat.stream(viewer, request):
        if isinstance(event, ChatDelta):
            await chat.cancel(viewer, request.idempotency_key)
            break
    return request


async def test_a_cancelled_reply_costs_what_the_providers_record_says(chat, upstream, viewer, ledger):
    upstream.replies, upstream.records, upstream.records_late = [[chunk("Hello wo"), HANG]], {"cmpl-1": RECORD}, 2
    completed = await chat.complete(viewer, await cancelled(chat, viewer))
    assert isinstance(completed, ChatCompleted)
    usage = completed.usage
    assert (usage.input_tokens, usage.cache_read_tokens, usage.output_tokens) == (12, 8, 3)
    assert (completed.reply.finish_reason, usage.counted_by, usage.cost) == ("cancelled", "record", 23)
    assert (upstream.records_asked, completed.balance.available) == (3, TOKENS - 23)


async def test_a_server_that_stops_waits_for_no_record(chat, upstream, viewer, ledger):
    upstream.replies = [[chunk("Hello wo"), HANG]]
    await cancelled(chat, viewer)
    await asyncio.to_thread(wait_until, lambda: upstream.records_asked)
    await chat.stop(0)
    balance = await ledger.balance(viewer.wallet_id)
    assert (balance.lifetime_spent, balance.held) == (6 + 2, 0)
    assert (await Generation.find_one({"user_id": viewer.user_id})).result.counted_by == "local"
