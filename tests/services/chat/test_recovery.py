"""Generations that a crash left in each state (B8, C6, faults 1-3)."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import pytest

from models.generation import Generation, GenerationFailure, GenerationResult, GenerationStatus
from models.ids import new_id
from models.message import CompletionUsage, Message
from services.chat import ChatDelta, ChatRequest, ChatService
from services.chat.finisher import Finisher
from services.chat.generations import GenerationStore
from services.chat.leases import HOLD, Heartbeat
from services.chat.live import LiveGeneration
from services.chat.recovery import Recovery
from services.ledger.errors import UnknownOutcomeError
from services.ledger.sweeper import HoldSweeper
from tests.services.chat.conftest import TOKENS
from tests.support.admission import admission
from tests.support.upstream import HANG, answer, chunk
from tests.support.waiting import PATIENCE_SECONDS

HELD = 256 + 5 + 16 + 4_000
REPLY = "Hello there"
COST = 15


def say(**more) -> ChatRequest:
    return ChatRequest(message="Hello", idempotency_key=new_id("key"), **more)


@pytest.fixture(autouse=True)
async def nothing_left_over(database):
    """Every test counts what it recovers."""
    await Generation.delete_all()


@pytest.fixture
async def crash(chat_with, upstream, viewer, clock):
    """A generation whose server died in the middle: it holds tokens, and nobody works on it."""

    async def crashed(request: ChatRequest) -> Generation:
        upstream.replies = [[chunk("Hel"), HANG], answer("again", prompt=10, completion=5)]
        service: ChatService = chat_with()
        async with aclosing(service.stream(viewer, request)) as events:
            async for event in events:
                if isinstance(event, ChatDelta):
                    break
        tasks = list(service._running._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        found = await Generation.find_one({"user_id": viewer.user_id, "client_key": request.idempotency_key})
        assert found is not None
        assert found.status is GenerationStatus.RUNNING
        return found

    return crashed


def result(clock) -> GenerationResult:
    usage = CompletionUsage(
        input_tokens=10, output_tokens=5, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=0, cost=COST
    )
    return GenerationResult(text=REPLY, finish_reason="stop", usage=usage, counted_by="provider", at=clock())


async def standing(ledger, viewer) -> tuple[int, int, int]:
    balance = await ledger.balance(viewer.wallet_id)
    return balance.available, balance.held, balance.lifetime_spent


async def recover_on_three_servers(chat_with) -> int:
    return sum(await asyncio.gather(*(chat_with().recover(10) for _ in range(3))))


async def test_a_running_one_is_left_alone_until_its_lease_ends(crash, chat_with, viewer, ledger, clock):
    await crash(say())
    clock.move(seconds=29)
    assert await chat_with().recover(10) == 0
    assert await standing(ledger, viewer) == (TOKENS - HELD, HELD, 0)


async def test_a_running_one_is_released_once(crash, chat_with, viewer, ledger, clock):
    request = say()
    generation = await crash(request)
    clock.move(seconds=31)
    assert await recover_on_three_servers(chat_with) == 1
    assert await standing(ledger, viewer) == (TOKENS, 0, 0)
    found = await Generation.get(generation.id)
    assert (found.status, found.failure.code, found.lease_until) == (GenerationStatus.FAILED, "CHAT_INTERRUPTED", None)
    assert await chat_with().recover(10) == 0
    assert (await chat_with().complete(viewer, request)).reply.content == "again"
    assert await standing(ledger, viewer) == (TOKENS - 15, 0, 15)


async def test_the_same_key_recovers_it_by_itself(crash, chat_with, viewer, ledger, clock):
    request = say()
    await crash(request)
    clock.move(seconds=31)
    assert (await chat_with().complete(viewer, request)).reply.content == "again"
    assert await standing(ledger, viewer) == (TOKENS - 15, 0, 15)


async def test_one_that_never_held_anything_is_marked_failed(crash, chat_with, viewer, ledger, clock):
    generation = await crash(say())
    await ledger.release(viewer.wallet_id, generation.hold_id)
    again = generation.model_copy(update={"id": new_id("gen"), "client_key": new_id("key"), "lease_until": clock()})
    await again.insert()
    clock.move(seconds=31)
    assert await chat_with().recover(10) == 2
    assert (await Generation.get(again.id)).status is GenerationStatus.FAILED
    assert await standing(ledger, viewer) == (TOKENS, 0, 0)


async def test_a_releasing_one_is_released(crash, chat_with, viewer, ledger, clock):
    generation = await crash(say())
    failure = GenerationFailure(code="PROVIDER_AUTH", message="no", retryable=False)
    await GenerationStore().to_releasing(generation, failure, clock() + timedelta(seconds=30))
    clock.move(seconds=31)
    assert await recover_on_three_servers(chat_with) == 1
    found = await Generation.get(generation.id)
    assert (found.status, found.failure) == (GenerationStatus.FAILED, failure)
    assert await standing(ledger, viewer) == (TOKENS, 0, 0)


@pytest.mark.parametrize("settled_before", [False, True])
async def test_a_settling_one_is_charged_and_stored_once(
    crash, chat_with, viewer, ledger, clock, settled_before, upstream
):
    request = say()
    generation = await crash(request)
    settling = await GenerationStore().to_settling(
        generation, result(clock), generation.choices[0], clock() + timedelta(seconds=30)
    )
    if settled_before:
        await ledger.settle(viewer.wallet_id, settling.hold_id, amount=COST)
    clock.move(seconds=31)
    assert await recover_on_three_servers(chat_with) == 1
    assert await standing(ledger, viewer) == (TOKENS - COST, 0, COST)
    completed = await chat_with().complete(viewer, request)
    assert (completed.reply.content, completed.usage.cost) == (REPLY, COST)
    assert completed.balance == await ledger.balance(viewer.wallet_id)
    assert await Message.find({"user_id": viewer.user_id}).count() == 2
    assert len(upstream.requests) == 1


async def test_a_settling_one_that_a_fallback_served_is_charged_as_that(
    crash, chat_with, viewer, ledger, clock, database
):
    generation = await crash(say())
    fallback = generation.choices[0].model_copy(update={"model_id": "b/other", "provider": "second", "max_tokens": 7})
    await GenerationStore().to_settling(generation, result(clock), fallback, clock() + timedelta(seconds=30))
    clock.move(seconds=31)
    assert await recover_on_three_servers(chat_with) == 1
    reply = await Message.get(generation.reply_id)
    assert (reply.model_id, reply.requested_model_id, reply.parameters.max_tokens) == ("b/other", "test/model", 7)
    entry = await database["ledger_entries"].find_one({"wallet": viewer.wallet_id, "kind": "settle"})
    assert (entry["usage"]["model"], entry["usage"]["provider"]) == ("b/other", "second")
    assert await standing(ledger, viewer) == (TOKENS - COST, 0, COST)


async def test_a_reply_whose_hold_expired_meanwhile_is_stored_for_nothing(
    crash, chat_with, viewer, ledger, clock, database
):
    request = say()
    generation = await crash(request)
    await GenerationStore().to_settling(
        generation, result(clock), generation.choices[0], clock() + timedelta(seconds=30)
    )
    clock.move(seconds=HOLD.total_seconds() + 1)
    assert await HoldSweeper(database, ledger, clock).sweep() >= 1
    assert await recover_on_three_servers(chat_with) == 1
    completed = await chat_with().complete(viewer, request)
    assert (completed.reply.content, completed.usage.cost, completed.reply.usage.cost) == (REPLY, 0, 0)
    assert await standing(ledger, viewer) == (TOKENS, 0, 0)


async def test_a_start_finishes_all_that_was_left_before_holds_are_swept(
    crash, chat_with, viewer, ledger, clock, database, monkeypatch
):
    """More than one round of them, all expired, and one that cannot be finished among them."""
    generation = await crash(say())
    store = GenerationStore()
    for _ in range(3):
        left = generation.model_copy(update={"id": new_id("gen"), "client_key": new_id("key")})
        left.conversation_id, left.user_message_id, left.reply_id = new_id("cnv"), new_id("msg"), new_id("msg")
        await left.insert()
        key = f"test:{left.id}"
        await ledger.hold(viewer.wallet_id, key, hold_id=left.hold_id, amount=COST, expires_at=clock() + HOLD)
        await store.to_settling(left, result(clock), left.choices[0], clock() + timedelta(seconds=30))
    broken = generation.model_copy(update={"id": new_id("gen"), "client_key": new_id("key"), "result": None})
    broken.status = GenerationStatus.SETTLING
    await broken.insert()
    clock.move(seconds=HOLD.total_seconds() + 1)
    monkeypatch.setattr("services.chat.recovery._AT_ONCE", 2)
    assert await chat_with().recover_all(30) == 4
    assert await standing(ledger, viewer) == (TOKENS - 3 * COST, 0, 3 * COST)
    assert await HoldSweeper(database, ledger, clock).sweep() == 0


async def test_finishing_what_was_left_is_bounded_by_time(crash, chat_with, viewer, ledger, clock):
    await crash(say())
    clock.move(seconds=31)
    assert await chat_with().recover_all(0) == 0
    assert await standing(ledger, viewer) == (TOKENS - HELD, HELD, 0)


async def test_a_server_that_lost_its_lease_changes_nothing(crash, viewer, ledger, settings, clock):
    generation = await crash(say())
    clock.move(seconds=31)
    store = GenerationStore()
    recovery = Recovery(store, Finisher(store, ledger, clock, admission(settings, clock)), clock)
    assert await recovery.recover_one(generation, clock()) is True
    assert await store.renew(generation, clock()) is None
    assert await store.to_settling(generation, result(clock), generation.choices[0], clock()) is None
    assert await recovery.recover_one(generation, clock()) is False
    assert await standing(ledger, viewer) == (TOKENS, 0, 0)


async def test_a_change_whose_answer_was_lost_is_found_made(crash, ledger, clock):
    """A retry of it must not look as if the lease were lost: the reply would then wait 30 s for a recovery."""
    store = GenerationStore()
    generation = await crash(say())
    first = await store.to_settling(generation, result(clock), generation.choices[0], clock())
    again = await store.to_settling(generation, result(clock), generation.choices[0], clock())
    assert (first.status, again) == (GenerationStatus.SETTLING, first)
    generation = await crash(say())
    failure = GenerationFailure(code="CHAT_FAILED", message="", retryable=True)
    first = await store.to_releasing(generation, failure, clock())
    assert await store.to_releasing(generation, failure, clock()) == first


async def test_the_heartbeat_renews_lease_and_hold_and_hears_a_cancellation(crash, viewer, ledger, clock):
    generation = await crash(say())
    live, stopped = LiveGeneration(generation), []
    live.on_stop(lambda: stopped.append(True))
    heartbeat = asyncio.create_task(Heartbeat(GenerationStore(), ledger, clock, beat_seconds=0.02).keep(live))
    await asyncio.sleep(0.1)
    clock.move(seconds=HOLD.total_seconds() / 2 + 1)
    await asyncio.sleep(0.2)
    assert await ledger.open_hold_expiry(viewer.wallet_id, generation.hold_id) == clock() + HOLD
    assert (await Generation.get(generation.id)).lease_until == clock() + timedelta(seconds=30)
    assert not stopped
    await GenerationStore().ask_to_cancel(viewer.user_id, generation.client_key)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await heartbeat
    assert stopped == [True]


class RefusingLedger:
    """A ledger that refuses renewals as often as it is told to, then lets them through."""

    def __init__(self, ledger, failures: int) -> None:
        self.ledger, self.failures, self.asked = ledger, failures, 0

    async def renew(self, wallet, hold_id, *, expires_at):
        self.asked += 1
        if self.asked <= self.failures:
            raise UnknownOutcomeError
        return await self.ledger.renew(wallet, hold_id, expires_at=expires_at)


async def test_a_renewal_that_failed_is_tried_again_at_the_next_beat(crash, viewer, ledger, clock):
    generation = await crash(say())
    live, stopped = LiveGeneration(generation), []
    live.on_stop(lambda: stopped.append(True))
    refusing = RefusingLedger(ledger, failures=3)
    heartbeat = asyncio.create_task(Heartbeat(GenerationStore(), refusing, clock, beat_seconds=0.02).keep(live))
    await asyncio.sleep(0.1)
    clock.move(seconds=HOLD.total_seconds() / 2 + 1)
    await asyncio.sleep(0.4)
    heartbeat.cancel()
    assert refusing.asked == 4  # and no more, once it has succeeded
    assert await ledger.open_hold_expiry(viewer.wallet_id, generation.hold_id) == clock() + HOLD
    assert not stopped


@pytest.mark.parametrize("known", [True, False])
async def test_a_generation_whose_hold_is_gone_is_stopped(crash, viewer, ledger, clock, known):
    generation = await crash(say())
    live, stopped = LiveGeneration(generation), []
    live.on_stop(lambda: stopped.append(True))
    asked = ledger if known else RefusingLedger(ledger, failures=1_000)
    heartbeat = asyncio.create_task(Heartbeat(GenerationStore(), asked, clock, beat_seconds=0.02).keep(live))
    await asyncio.sleep(0.1)
    if known:
        await ledger.release(viewer.wallet_id, generation.hold_id)
        clock.move(seconds=HOLD.total_seconds() / 2 + 1)
    else:
        clock.move(seconds=HOLD.total_seconds() + 1)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await heartbeat
    assert stopped == [True]
