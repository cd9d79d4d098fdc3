"""Chats of the demo business: charged by the real ledger, stored as the server stores them, many at once."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from gateways.providers import ListedModel, TokenCounts
from models.chat_outcome import KEPT_DAYS, ChatOutcome, OutcomeState
from models.conversation import Conversation
from models.generation import Generation, GenerationResult, GenerationStatus
from models.ids import new_id
from models.message import CompletionUsage, Message, MessageRole, SamplingParameters
from models.user import User
from server.demo.clock import WalkingClock
from server.demo.story import MODELS, DemoModel, Event
from services.catalog.price_versions import PriceVersions
from services.catalog.pricing import Price, RatePolicy, Refusal, price_of
from services.catalog.provider_costs import money_of
from services.conversation_texts import title_of
from services.latency_bins import bin_of
from services.ledger import Ledger, UsageRecord
from services.ledger.errors import InsufficientTokensError, WalletInDebtError
from services.ledger.keys import client_key
from services.search_text import search_text_of

__all__ = ["POLICY", "Chats", "price_for"]

POLICY = RatePolicy(
    unpriced_rate=1_000_000,
    free_models_cost_tokens=False,
    by_cost=True,
    margin_per_mille=1_500,
    wallet_token_nanodollars=1_000,
)
"""By cost, with a margin of a half; a wallet token is worth a millionth of a dollar."""
_HOLD = timedelta(minutes=15)
_MOST_TURNS = 6
_QUESTIONS = (
    "How do I write a polite reminder?", "Explain compound interest to a child.", "Summarise this meeting for me.",
    "What is the difference between a list and a tuple?", "Plan three days in Lisbon.", "Write a haiku about autumn.",
    "Why does my query not use the index?", "Give me five names for a bakery.", "请把这句话翻译成英文。",
    "帮我写一封请假邮件。",
)  # fmt: skip
_ANSWERS = (
    "Here is a short version that you can use as it is.", "Think of it in three steps; the first is the longest.",
    "That depends on two things, and the second one is usually forgotten.", "好的，下面是一个简短的版本。",
)  # fmt: skip


@cache
def price_for(model_id: str) -> Price:
    """What a demo model costs."""
    model = next(each for each in MODELS if each.id == model_id)
    price = price_of(ListedModel(model_id, model_id, prices=model.prices), POLICY, server_publishes_prices=True)
    if isinstance(price, Refusal):
        raise TypeError(price.reason)
    return price


@dataclass(slots=True)
class Chats:
    """One person's. What is to be stored gathers until `store`."""

    user: User
    ledger: Ledger
    clock: WalkingClock
    dice: random.Random
    versions: PriceVersions
    expire_at: datetime
    """When outcomes are removed: of the day on which this is made up, since they are to be summed up before."""
    outcomes: list[ChatOutcome] = field(default_factory=list)
    _conversation: Conversation | None = None
    _rows: dict[type[Any], list[Any]] = field(default_factory=dict)

    async def chat(self, model: DemoModel, event: Event) -> None:
        """Say something, in the conversation before or in a new one."""
        price = price_for(model.id)
        await self.versions.record(price)
        counts = TokenCounts(
            input_tokens=80 + int(event.choice[0] * 900), output_tokens=60 + int(event.choice[1] * 1_400)
        )
        cost = price.rates.cost(counts, 0)
        conversation, opens = self._current()
        generation = self._generation(conversation, model, price, opens=opens, held=2 * cost + 1)
        try:
            await self.ledger.hold(
                self.user.wallet_id,
                client_key("chat", generation.client_key),
                hold_id=generation.hold_id,
                amount=generation.held,
                expires_at=self.clock() + _HOLD,
                request={"input": generation.input_hash, "hold": generation.hold_id},
            )
        except (InsufficientTokensError, WalletInDebtError) as error:
            self._outcome(generation, OutcomeState.REFUSED, code=error.code)
            return
        if self.dice.randrange(100) < model.fails_percent:
            self.clock.walk(seconds=5)
            await self.ledger.release(self.user.wallet_id, generation.hold_id)
            code = self.dice.choice(("PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE", "PROVIDER_RATE_LIMITED"))
            self._outcome(generation, OutcomeState.FAILED, code=code)
            return
        first_ms = int(model.first_text_ms * self.dice.lognormvariate(0, 0.5))
        whole_ms = first_ms + int(model.token_ms * counts.output_tokens * self.dice.uniform(0.8, 1.3))
        self.clock.walk(milliseconds=whole_ms)
        usage = _usage(counts, price, cost)
        posted = await self.ledger.settle(
            self.user.wallet_id, generation.hold_id, amount=cost, usage=_record(generation, usage)
        )
        self._store_reply(generation, conversation, usage, posted.at)
        self._outcome(generation, OutcomeState.DONE, usage=usage, price=price, times=(first_ms, whole_ms))

    async def store(self) -> None:
        """Store all that has gathered."""
        self._close()
        for model, rows in self._rows.items():
            documents = [row.model_dump(by_alias=True, exclude={"revision_id"}) for row in rows]
            await model.get_pymongo_collection().insert_many(documents, ordered=False)
        self._rows.clear()

    def _current(self) -> tuple[Conversation, bool]:
        now = self.clock()
        conversation = self._conversation
        if conversation is None or conversation.message_count >= 2 * _MOST_TURNS or self.dice.random() < 0.3:  # noqa: PLR2004 - people begin anew now and then
            self._close()
            conversation = self._conversation = Conversation(
                id=new_id("cnv"), user_id=self.user.id, title="", models=[], message_count=0, total_tokens=0,
                total_cost=0, last_message_at=now, created_at=now,
            )  # fmt: skip
            return conversation, True
        return conversation, False

    def _close(self) -> None:
        if self._conversation is not None and self._conversation.message_count:
            self._keep(self._conversation)
        self._conversation = None

    def _generation(
        self, conversation: Conversation, model: DemoModel, price: Price, *, opens: bool, held: int
    ) -> Generation:
        now = self.clock()
        return Generation(
            user_id=self.user.id, wallet_id=self.user.wallet_id, client_key=new_id("key"), input_hash="0" * 64,
            conversation_id=conversation.id, opens_conversation=opens, message=None, user_message_id=new_id("msg"),
            reply_id=new_id("msg"), model_id=model.id, provider=model.provider,
            parameters=SamplingParameters(temperature=0.7, max_tokens=4_000), rates=dict(price.rates.as_mapping()),
            price_version=price.version, input_bound=2_000, held=held, lease_token="", lease_until=None, created_at=now,
        )  # fmt: skip

    def _store_reply(
        self, generation: Generation, conversation: Conversation, usage: CompletionUsage, at: datetime
    ) -> None:
        question, answer = self.dice.choice(_QUESTIONS), self.dice.choice(_ANSWERS)
        common = {
            "conversation_id": conversation.id, "user_id": self.user.id, "author_id": self.user.id,
            "generation_id": generation.id, "model_id": generation.model_id, "parameters": generation.parameters,
        }  # fmt: skip
        position = int(conversation.message_count)
        rows = self._rows.get(Message, [])
        parent = rows[-1].id if position else None
        self._keep(
            Message(
                id=generation.user_message_id, position=position, parent_id=parent, role=MessageRole.USER,
                content=question, search_text=search_text_of(question), created_at=generation.created_at, **common,
            ),
            Message(
                id=generation.reply_id, position=position + 1, parent_id=generation.user_message_id,
                role=MessageRole.ASSISTANT, content=answer, search_text=search_text_of(answer), usage=usage,
                finish_reason="stop", created_at=at, **common,
            ),
        )  # fmt: skip
        generation.status, generation.ended_at = GenerationStatus.DONE, at
        generation.result = GenerationResult(text=None, finish_reason="stop", usage=usage, counted_by="provider", at=at)
        self._keep(generation)
        if not conversation.title:
            conversation.title = title_of(question)
            conversation.search_text = search_text_of(conversation.title)
        if generation.model_id not in conversation.models:
            conversation.models.append(generation.model_id)
        conversation.message_count += 2
        conversation.total_tokens += usage.tokens
        conversation.total_cost += usage.cost
        conversation.last_message_at = at

    def _outcome(
        self,
        generation: Generation,
        state: OutcomeState,
        *,
        code: str | None = None,
        usage: CompletionUsage | None = None,
        price: Price | None = None,
        times: tuple[int, int] | None = None,
    ) -> None:
        money = None if usage is None or price is None else money_of(price.basis, usage, usage.cost)
        self.outcomes.append(
            ChatOutcome(
                id=generation.hold_id, at=self.clock(), user_id=self.user.id, purpose=generation.purpose,
                provider=generation.provider, model_id=generation.model_id, state=state, code=code,
                first_text_bin=None if times is None else bin_of(times[0]),
                whole_bin=None if times is None else bin_of(times[1]),
                input_tokens=0 if usage is None else usage.input_tokens,
                output_tokens=0 if usage is None else usage.output_tokens,
                cost=0 if usage is None else usage.cost,
                provider_nanodollars=None if money is None else money.provider,
                charged_nanodollars=None if money is None else money.charged,
                expires_at=self.expire_at + timedelta(days=KEPT_DAYS),
            )
        )  # fmt: skip

    def _keep(self, *rows: Any) -> None:
        for row in rows:
            self._rows.setdefault(type(row), []).append(row)


def _usage(counts: TokenCounts, price: Price, cost: int) -> CompletionUsage:
    return CompletionUsage(
        input_tokens=counts.input_tokens, output_tokens=counts.output_tokens, cache_read_tokens=0, cache_write_tokens=0,
        reasoning_tokens=0, cost=cost, counted_by="provider", rates=dict(price.rates.as_mapping()),
        price_version=price.version,
    )  # fmt: skip


def _record(generation: Generation, usage: CompletionUsage) -> UsageRecord:
    return UsageRecord(
        kind=generation.purpose, model=generation.model_id, provider=generation.provider,
        conversation_id=generation.conversation_id, message_id=generation.reply_id, input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens, price_version=generation.price_version, rates=dict(generation.rates),
    )  # fmt: skip
