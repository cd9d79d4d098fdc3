"""A running generation and its watchers."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateways.providers import ChatTurn, count_turns
from models.conversation import Conversation
from models.generation import Generation
from services.chat import live as live_module
from services.chat.bounds import input_bound
from services.chat.errors import ChatStillRunningError
from services.chat.events import ChatCompleted, ChatDelta, ChatStarted
from services.chat.live import LiveGeneration

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def started() -> ChatStarted:
    conversation = Conversation.model_construct(id="cnv_1")
    return ChatStarted(conversation, 10, 1, 0)


def completed() -> ChatCompleted:
    return ChatCompleted(Conversation.model_construct(id="cnv_1"), None, None, None)


def live() -> LiveGeneration:
    return LiveGeneration(Generation.model_construct(id="gen_1"))


@given(st.lists(st.text(min_size=1, max_size=5), max_size=20), st.integers(0, 60), st.integers(0, 20))
def test_any_watcher_gets_the_text_from_its_offset_once_and_in_order(pieces, offset, late):
    async def watch() -> list:
        generation = live()
        generation.start(started())
        for piece in pieces[:late]:
            generation.append(piece)
        watcher = asyncio.create_task(collect(generation, offset))
        for piece in pieces[late:]:
            await asyncio.sleep(0)
            generation.append(piece)
        generation.complete(completed())
        return await watcher

    events = asyncio.run(watch())
    text = "".join(pieces)
    deltas = [event for event in events if isinstance(event, ChatDelta)]
    assert "".join(delta.text for delta in deltas) == text[offset:]
    position = offset
    for delta in deltas:
        assert delta.index == position
        position += len(delta.text)
    assert isinstance(events[0], ChatStarted)
    assert isinstance(events[-1], ChatCompleted)


async def collect(generation: LiveGeneration, offset: int) -> list:
    return [event async for event in generation.events(offset)]


async def test_watchers_of_a_failure_are_told_after_the_text():
    generation = live()
    generation.start(started())
    generation.append("Hel")
    generation.fail(RuntimeError("broken"))
    events = generation.events(0)
    assert [type(await anext(events)) for _ in range(2)] == [ChatStarted, ChatDelta]
    with pytest.raises(RuntimeError, match="broken"):
        await anext(events)
    with pytest.raises(RuntimeError, match="broken"):
        await generation.completed()


async def test_a_stop_that_comes_before_the_stream_is_not_forgotten():
    generation, stopped = live(), []
    generation.stop()
    generation.on_stop(lambda: stopped.append(1))
    assert stopped == [1]


@given(st.lists(st.text(max_size=200), min_size=1, max_size=5))
def test_the_local_count_never_passes_the_bound(texts):
    turns = [ChatTurn("user", text.encode("utf-8", "replace").decode()) for text in texts]
    assert count_turns(turns) <= input_bound(turns, None)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(live_module, "ENDING_SECONDS", 0.05)


@pytest.mark.parametrize("watch", ["started", "completed"])
async def test_nobody_waits_for_ever_for_the_hold(impatient, watch):
    generation = live()
    with pytest.raises(ChatStillRunningError):
        await getattr(generation, watch)()


@pytest.mark.parametrize("watch", ["started", "completed"])
async def test_who_has_waited_for_the_database_before_is_not_kept_as_long_again(watch):
    generation = live()
    async with asyncio.timeout(live_module.ENDING_SECONDS / 2):
        with pytest.raises(ChatStillRunningError):
            await getattr(generation, watch)(live_module.ENDING_SECONDS)


async def test_a_model_may_take_long_and_the_charge_may_not(impatient):
    generation = live()
    generation.start(started())
    watcher = asyncio.create_task(generation.completed())
    await asyncio.sleep(0.15)
    assert not watcher.done()
    generation.ending()
    with pytest.raises(ChatStillRunningError):
        await watcher
    with pytest.raises(ChatStillRunningError):
        await collect(generation, 0)
    generation.complete(completed())
    assert isinstance(await generation.completed(), ChatCompleted)


async def test_it_is_left_alone_once_nobody_has_read_it_for_so_long():
    generation = live()
    alone = asyncio.create_task(generation.left_alone(0.05))
    with generation.being_read():
        assert not (await asyncio.wait({alone}, timeout=0.2))[0]
        left_at = asyncio.get_running_loop().time()
    await alone
    assert asyncio.get_running_loop().time() - left_at >= 0.05
