"""The walk's world: people, two servers and five providers, whose prices change, and what may happen next."""

import asyncio
import random
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from models.ids import new_id
from models.user import Role
from services.chat import ChatCompleted, ChatDelta, ChatRequest, ChatService
from services.chat.errors import ChatFailedError
from services.identity.viewer import Viewer
from services.ledger import GrantSource, Ledger
from tests.services.chat.walk.scripts import MOST_TOKENS, Counts, Script, draw_script, local_counts
from tests.support.clock import MovableClock
from tests.support.upstream import RawUpstream

__all__ = ["CACHE_SECONDS", "TOKENS", "Expected", "World", "keeps_records", "model_of"]

TOKENS = 10**12
CACHE_SECONDS = 900
PEOPLE = 4
_PRICES = ("prompt", "completion", "input_cache_read", "input_cache_write", "internal_reasoning")


@dataclass(frozen=True)
class Expected:
    """What has to stand in the books of one chat that was served."""

    wallet: str
    model: str
    counts: Counts


def model_of(number: int) -> str:
    """The one model of provider `number`."""
    return f"provider{number}/model"


def keeps_records(number: int) -> bool:
    """Whether provider `number` keeps records of its generations, as OpenRouter does."""
    return number % 2 == 1


class World:
    """Everything that happens follows from the seed; only what runs at the same time may interleave differently."""

    def __init__(
        self, servers: list[ChatService], upstreams: list[RawUpstream], ledger: Ledger, clock: MovableClock, seed: int
    ) -> None:
        self.servers, self.upstreams, self.ledger, self.clock = servers, upstreams, ledger, clock
        self.chance = random.Random(seed)
        self.people: list[Viewer] = []
        self.served: dict[str, Expected] = {}
        """By the chat's key."""
        self.failed: dict[str, str] = {}
        """The code of each chat that failed, by its key."""
        self.replies: list[tuple[Viewer, ChatCompleted]] = []
        self.happened: Counter[str] = Counter()

    async def begin(self) -> None:
        """People with tokens, and a first price for every model."""
        for _ in range(PEOPLE):
            person = Viewer(new_id("usr"), new_id("wal"), Role.USER, new_id("ses"))
            await self.ledger.grant(person.wallet_id, "walk:grant", source=GrantSource.ADMIN, amount=TOKENS)
            self.people.append(person)
        for number in range(len(self.upstreams)):
            self._price(number)

    async def step(self) -> None:
        """A new price of one model, or chats with some of the providers at the same time."""
        if self.chance.random() < 0.2:
            self._price(self.chance.randrange(len(self.upstreams)))
            self.clock.move(seconds=CACHE_SECONDS + 1)
            self.happened["price"] += 1
            return
        numbers = self.chance.sample(range(len(self.upstreams)), len(self.upstreams))
        chats: list[list[int]] = []
        while numbers:
            chats.append([numbers.pop() for _ in range(min(len(numbers), self.chance.choice([1, 1, 2])))])
        drawn = [self._drawn(each) for each in chats]
        await asyncio.gather(*(self._chat(*each) for each in drawn))

    def _price(self, number: int) -> None:
        pricing = {name: f"0.{self.chance.randint(1, 10**9):012d}" for name in _PRICES}
        self.upstreams[number].models = [{"id": model_of(number), "pricing": pricing}]

    def _drawn(self, numbers: list[int]) -> tuple[Viewer, ChatService, ChatRequest, list[int], list[Script], bool]:
        """A chat with the first of these providers, the others being its fallbacks."""
        person, server = self.chance.choice(self.people), self.chance.choice(self.servers)
        scripts = [draw_script(self.chance, hangs=self.chance.random() < 0.15) for _ in numbers]
        for number, script in zip(numbers, scripts, strict=True):
            upstream = self.upstreams[number]
            upstream.replies, upstream.records, upstream.requests = [script.reply], script.records, []
        asked: dict[str, Any] = {"message": f"Say it {self.chance.randint(1, 10**9)} times, please."}
        own = [completed for who, completed in self.replies if who is person]
        if own and self.chance.random() < 0.6:
            asked |= self._goes_on(self.chance.choice(own))
        request = ChatRequest(
            **asked,
            idempotency_key=f"walk-{self.chance.getrandbits(64):x}",
            model_id=model_of(numbers[0]),
            fallback_models=tuple(model_of(number) for number in numbers[1:]),
            max_tokens=MOST_TOKENS,
        )
        return person, server, request, numbers, scripts, self.chance.random() < 0.2

    def _goes_on(self, before: ChatCompleted) -> dict[str, Any]:
        """The conversation goes on, or something of it is edited or answered again."""
        how = self.chance.choice(["more", "more", "edit", "again"])
        self.happened[how] += 1
        match how:
            case "edit":
                return {"edits_id": before.reply.parent_id}
            case "again":
                return {"regenerates_id": before.reply.id, "message": ""}
            case _:
                return {"conversation_id": before.conversation.id}

    async def _chat(
        self,
        person: Viewer,
        server: ChatService,
        request: ChatRequest,
        numbers: list[int],
        scripts: list[Script],
        leaves: bool,
    ) -> None:
        number, script = next(
            (each for each in zip(numbers, scripts, strict=True) if each[1].code is None), (numbers[0], scripts[0])
        )
        self.happened[script.name] += 1
        if script.code is not None:
            self.failed[request.idempotency_key] = await self._fails(server, person, request)
            return
        if script.hangs or leaves:
            await self._read(server, person, request, script)
        completed = await server.complete(person, request)
        counts = script.counts if keeps_records(number) or not script.records else None
        if counts is None:
            counts = local_counts(self.upstreams[number].requests[-1], completed.reply.content)
        assert completed.reply.content == script.text
        self.served[request.idempotency_key] = Expected(person.wallet_id, model_of(number), counts)
        self.replies.append((person, completed))

    async def _fails(self, server: ChatService, person: Viewer, request: ChatRequest) -> str:
        try:
            await server.complete(person, request)
        except ChatFailedError as error:
            return error.code
        raise AssertionError("it was to fail")

    async def _read(self, server: ChatService, person: Viewer, request: ChatRequest, script: Script) -> None:
        """Read the beginning and go, or all that will come and stop it."""
        text = ""
        async with aclosing(server.stream(person, request)) as events:
            async for event in events:
                text += event.text if isinstance(event, ChatDelta) else ""
                if text and not script.hangs:
                    self.happened["left"] += 1
                    return
                if script.hangs and text == script.text:
                    await self.servers[0].cancel(person, request.idempotency_key)
                    if server is not self.servers[0]:  # else it may have ended by now
                        await server.cancel(person, request.idempotency_key)
                    self.happened["cancelled"] += 1
                    return
