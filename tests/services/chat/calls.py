"""What tests of chat ask, and where they look."""

from contextlib import aclosing

from models.generation import Generation
from models.ids import new_id
from services.chat import ChatDelta, ChatRequest
from tests.services.chat.conftest import TOKENS

__all__ = ["all_events", "has_started", "say", "stored", "untouched"]


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
