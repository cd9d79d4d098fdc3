"""Turns a request into a generation: which model, which conversation, what is sent, and what it can cost at most."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson.int64 import Int64

from gateways.providers import ChatTurn
from models.conversation import Conversation
from models.generation import Generation
from models.ids import new_id
from models.message import Message, SamplingParameters
from services.catalog.models import CatalogModel, ModelCatalog
from services.chat.affording import to_hold
from services.chat.bounds import input_bound, output_limit
from services.chat.finisher import unstored_conversation
from services.chat.history import DEFAULT_WINDOW, MOST_TURNS, cut_to_window, history_budget
from services.chat.leases import LEASE
from services.chat.request import DEFAULT_TEMPERATURE, ChatRequest
from services.errors import NotFoundError
from services.identity.viewer import Viewer

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A generation that is not stored yet, and what goes with it to the provider."""

    generation: Generation
    model: CatalogModel
    turns: list[ChatTurn]
    conversation: Conversation


async def prepare(
    viewer: Viewer,
    request: ChatRequest,
    catalog: ModelCatalog,
    *,
    most_tokens: int,
    now: datetime,
    failed: Generation | None = None,
) -> Prepared:
    """Raises NotFoundError for a conversation that is not the viewer's, PromptTooLongError, and what `find` raises.

    `failed` is the attempt that this one replaces; it keeps its ids, which clients may have seen.
    """
    model = await catalog.find(request.model_id)
    window = model.context_window or DEFAULT_WINDOW
    max_tokens = output_limit(request.max_tokens or most_tokens, window, model.max_output_tokens)
    budget = history_budget(request.message, window, max_tokens)
    conversation = await _conversation(viewer, request.conversation_id)
    earlier = await _newest_turns(request.conversation_id, budget) if conversation else []
    turns = [*cut_to_window(earlier, budget), ChatTurn("user", request.message)]
    generation = Generation(
        **_identity(viewer, request, failed),
        **_price(model, input_bound(turns, model.context_window), max_tokens),
        message=request.message,
        model_id=model.id,
        provider=model.provider,
        parameters=SamplingParameters(
            temperature=DEFAULT_TEMPERATURE if request.temperature is None else request.temperature,
            max_tokens=max_tokens,
            top_p=request.top_p,
        ),
        lease_token=new_id("lse"),
        lease_until=now + LEASE,
        created_at=now,
    )
    return Prepared(generation, model, turns, conversation or unstored_conversation(generation, now))


def _identity(viewer: Viewer, request: ChatRequest, failed: Generation | None) -> dict[str, Any]:
    """Whose it is, under which key, and the ids of what it will make."""
    return {
        "id": failed.id if failed else new_id("gen"),
        "user_id": viewer.user_id,
        "wallet_id": viewer.wallet_id,
        "client_key": request.idempotency_key,
        "input_hash": request.input_hash(),
        "attempt": failed.attempt + 1 if failed else 1,
        "conversation_id": request.conversation_id or (failed.conversation_id if failed else new_id("cnv")),
        "opens_conversation": request.conversation_id is None,
        "user_message_id": failed.user_message_id if failed else new_id("msg"),
        "reply_id": failed.reply_id if failed else new_id("msg"),
    }


def _price(model: CatalogModel, bound: int, max_tokens: int) -> dict[str, Any]:
    """Its rates, frozen now, and the most that it can cost by them."""
    rates = model.price.rates
    return {
        "rates": {kind: Int64(rate) for kind, rate in rates.as_mapping().items()},
        "price_version": model.price.version,
        "input_bound": bound,
        "held": to_hold(rates, bound, max_tokens),
    }


async def _conversation(viewer: Viewer, conversation_id: str | None) -> Conversation | None:
    if conversation_id is None:
        return None
    found = await Conversation.find_one({"_id": conversation_id, "user_id": viewer.user_id})
    if found is None:
        raise NotFoundError("conversation")
    return found


async def _newest_turns(conversation_id: str | None, budget: int) -> list[ChatTurn]:
    """Newest first, and no more of them than the budget can hold."""
    rows: Any = (
        Message.get_pymongo_collection()
        .find({"conversation_id": conversation_id}, {"role": 1, "content": 1})
        .sort("position", -1)
        .limit(MOST_TURNS)
    )
    turns: list[ChatTurn] = []
    characters = 0
    async for row in rows:
        characters += len(row["content"])
        if row["content"]:  # a model that only thought left an empty reply, which providers do not take back
            turns.append(ChatTurn(row["role"], row["content"]))
        if characters > 2 * budget:  # a character is at least half an estimated token: nothing more can fit
            break
    return turns
