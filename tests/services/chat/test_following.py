"""A reply that one server writes, read on another one while it is written (C3)."""

import asyncio
import random
from contextlib import aclosing
from datetime import timedelta

import pytest

from models.followed_reply import FollowedReply
from models.generation import Generation
from models.ids import new_id
from models.relayed_text import RelayedText
from services.chat import ChatCompleted, ChatDelta, ChatRequest, ChatStarted, following, relay
from services.chat.errors import ChatFailedError
from services.chat.leases import LEASE
from services.chat.relay_store import RelayStore
from tests.support.upstream import HANG, answer, chunk


def say(message: str = "Hello") -> ChatRequest:
    return ChatRequest(message=message, idempotency_key=new_id("key"))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The pauses of both sides, shorter, so that the tests are quick."""
    for module in (relay, following):
        monkeypatch.setattr(module, "TURN_SECONDS", 0.01)
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.02)


async def true_soon(condition) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - it becomes true on several servers
            await asyncio.sleep(0.005)


class Reader:
    """Reads a stream in a task of its own."""

    def __init__(self, stream) -> None:
        self.events: list = []
        self.task = asyncio.create_task(self._read(stream))

    async def _read(self, stream) -> None:
        async with aclosing(stream) as events:
            async for event in events:
                self.events.append(event)

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, ChatDelta))

    async def until(self, text: str) -> None:
        await true_soon(lambda: self.text == text or self.task.done())
        assert self.text == text, self.task

    async def all(self) -> list:
        async with asyncio.timeout(10):
            await self.task
        return self.events


async def test_it_comes_as_it_is_written(chat_with, upstream, viewer):
    gates = [asyncio.Event(), asyncio.Event()]
    upstream.replies = [[chunk("Hel"), gates[0], chunk("lo wo"), gates[1], *answer("rld")]]
    request = say()
    here = Reader(chat_with().stream(viewer, request))
    await here.until("Hel")
    elsewhere = chat_with()
    first, second = Reader(elsewhere.stream(viewer, request)), Reader(elsewhere.stream(viewer, request, 2))
    await first.until("Hel")
    await second.until("l")
    gates[0].set()
    await first.until("Hello wo")
    await second.until("llo wo")
    gates[1].set()
    events, rest = await first.all(), await second.all()
    assert [type(event) for event in (events[0], events[-1])] == [ChatStarted, ChatCompleted]
    assert (first.text, second.text) == ("Hello world", "llo world")
    assert events[-1].reply.content == "Hello world"
    assert events[-1].balance == (await here.all())[-1].balance == rest[-1].balance
    assert len(upstream.requests) == 1


async def test_nothing_is_written_while_nobody_follows(chat_with, upstream, viewer, database):
    before = await RelayedText.count()
    upstream.replies = [[*(part for _ in range(10) for part in (chunk("ab"), 0.01)), *answer("!")]]
    service, request = chat_with(), say()
    assert (await service.complete(viewer, request)).reply.content == "ab" * 10 + "!"
    generation = await Generation.find_one({"client_key": request.idempotency_key})
    assert await RelayedText.count() == before
    assert await FollowedReply.get(generation.hold_id) is None


async def test_its_start_is_told_before_the_model_says_anything(chat_with, upstream, viewer):
    go_on = asyncio.Event()
    upstream.replies = [[go_on, *answer("Hello")]]
    request = say()
    here = Reader(chat_with().stream(viewer, request))
    await true_soon(lambda: upstream.requests)
    there = Reader(chat_with().stream(viewer, request))
    await true_soon(lambda: there.events)
    assert there.events[0] == here.events[0]
    go_on.set()
    assert (await there.all())[-1].reply.content == "Hello"
    await here.all()


@pytest.mark.parametrize("seed", range(2))
async def test_readers_who_are_cut_anywhere_lose_and_repeat_nothing(chat_with, upstream, viewer, seed):
    dice = random.Random(seed)
    words = [f"{number}-{'é漢😀x'[number % 4]} " for number in range(100)]
    upstream.replies = [[*(part for word in words for part in (chunk(word), 0.002)), *answer("end.")]]
    request, servers = say(), [chat_with() for _ in range(3)]
    await asyncio.gather(
        *(read_with_cuts(servers, viewer, request, random.Random(dice.random()), words) for _ in range(4))
    )
    assert len(upstream.requests) == 1


async def read_with_cuts(servers, viewer, request, dice, words) -> None:
    """Goes from server to server, after a few events each time."""
    text = ""
    for turn in range(500):
        left = dice.randint(1, 6)
        server = servers[0] if turn == 0 else dice.choice(servers)
        async with aclosing(server.stream(viewer, request, len(text), 1)) as events:
            async for event in events:
                if isinstance(event, ChatDelta):
                    assert event.index == len(text)
                    text += event.text
                elif isinstance(event, ChatCompleted):
                    assert text == event.reply.content == "".join(words) + "end."
                    return
                left -= 1
                if left == 0:
                    break
    raise AssertionError("never read to the end")


async def test_a_reply_whose_server_died_fails_and_begins_anew_from_its_start(chat_with, upstream, viewer, clock):
    upstream.replies = [[chunk("Hel"), HANG], answer("Another reply")]
    request, dies = say(), chat_with()
    here = Reader(dies.stream(viewer, request))
    await here.until("Hel")
    survivor = chat_with()
    there = Reader(survivor.stream(viewer, request))
    await there.until("Hel")
    for task in dies._running._tasks.values():  # as kill -9 would
        task.cancel()
    here.task.cancel()
    clock.move(seconds=LEASE.total_seconds() + 1)
    with pytest.raises(ChatFailedError) as failed:
        await there.all()
    assert (failed.value.code, failed.value.retryable) == ("CHAT_INTERRUPTED", True)
    again = Reader(survivor.stream(viewer, request, 3, 1))
    events = await again.all()
    assert (events[0].attempt, again.text) == (2, "Another reply")
    resumed = Reader(survivor.stream(viewer, request, 8, 2))
    await resumed.all()
    assert resumed.text == "reply"
    unsaid = Reader(survivor.stream(viewer, request, 8))
    await unsaid.all()
    assert unsaid.text == "Another reply"


async def test_a_failure_elsewhere_that_may_pass_is_begun_again_by_who_saw_nothing_of_it(
    chat_with, upstream, viewer, monkeypatch
):
    monkeypatch.setattr(relay, "LOOK_SECONDS", 60)  # nothing is passed on before it has failed
    go_on = asyncio.Event()
    upstream.replies = [[go_on, b"data: garbage\n\n"], answer("Hello")]
    request = say()
    here = Reader(chat_with().stream(viewer, request))
    await true_soon(lambda: upstream.requests)
    go_on.set()
    there = Reader(chat_with().stream(viewer, request))
    events = await there.all()
    assert (events[-1].reply.content, there.text) == ("Hello", "Hello")
    with pytest.raises(ChatFailedError):
        await here.all()


async def test_a_piece_that_is_missing_is_made_up_for_by_the_stored_reply_which_is_waited_for(
    chat_with, upstream, viewer, clock, monkeypatch
):
    monkeypatch.setattr(following, "_RENEW_SECONDS", 0.02)
    gates = [asyncio.Event(), asyncio.Event()]
    upstream.replies = [[chunk("Hel"), gates[0], chunk("lo wo"), gates[1], *answer("rld")]]
    request = say()
    here = Reader(chat_with().stream(viewer, request))
    await here.until("Hel")
    elsewhere = chat_with()
    there = Reader(elsewhere.stream(viewer, request))
    await there.until("Hel")
    generation = await Generation.find_one({"client_key": request.idempotency_key})
    await RelayedText(id=f"{generation.hold_id}:000000099", text="wrong", at=generation.created_at).insert()
    gates[0].set()
    await here.until("Hello wo")
    await true_soon(lambda: not elsewhere._following._followed[generation.hold_id].relayed)
    clock.move(seconds=20)
    async with asyncio.timeout(5):  # the server that writes it is told so still
        while generation.hold_id not in await RelayStore().followed(clock()):  # noqa: ASYNC110 - as in `true_soon`
            await asyncio.sleep(0.005)
    gates[1].set()
    assert (await there.all())[-1].reply.content == there.text == "Hello world"
    await here.all()


async def test_what_nobody_follows_any_more_is_passed_on_no_longer(chat_with, upstream, viewer, clock):
    gates = [asyncio.Event(), asyncio.Event()]
    upstream.replies = [[chunk("Hel"), gates[0], chunk("lo"), gates[1], *answer("!")]]
    request = say()
    here = Reader(chat_with().stream(viewer, request))
    await here.until("Hel")
    there = Reader(chat_with().stream(viewer, request))
    await there.until("Hel")
    there.task.cancel()
    await asyncio.wait({there.task})
    generation = await Generation.find_one({"client_key": request.idempotency_key})
    clock.move(seconds=timedelta(seconds=20).total_seconds())
    await asyncio.sleep(0.1)
    gates[0].set()
    await here.until("Hello")
    await asyncio.sleep(0.1)
    stored = [row.text async for row in RelayedText.find({"_id": {"$regex": f"^{generation.hold_id}:"}}).sort("_id")]
    assert stored == ["", "Hel"]
    gates[1].set()
    await here.all()


async def test_who_reads_elsewhere_keeps_it_being_written(chat_with, upstream, viewer):
    upstream.replies = [[chunk("Hel"), 1.5, *answer("lo")]]
    request = say()
    here = Reader(chat_with(chat_drain_seconds=1).stream(viewer, request))
    await here.until("Hel")
    elsewhere = Reader(chat_with().stream(viewer, request))
    await elsewhere.until("Hel")
    here.task.cancel()
    completed = (await elsewhere.all())[-1]
    assert (completed.reply.content, completed.reply.finish_reason) == ("Hello", "stop")
