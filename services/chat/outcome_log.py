"""Writes down how each attempt at a reply ended, once. The overview of admins is summed up from it."""

from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.chat_outcome import KEPT_DAYS, ChatOutcome, OutcomeState
from models.generation import FailedRoute, Generation, GenerationFailure
from services.catalog.provider_costs import ProviderCosts
from services.latency_bins import bin_of

__all__ = ["BROKE_OFF", "OutcomeLog", "log_outcome", "routes_besides"]

BROKE_OFF = "cut"
"""The finish reason of a reply whose stream broke off."""
_NOTHING = Int64(0)


class OutcomeLog:
    """Makes the documents of the `chat_outcomes` collection."""

    def __init__(self) -> None:
        self._costs = ProviderCosts()

    async def of_reply(self, generation: Generation, cost: int, now: datetime) -> ChatOutcome:
        """How an attempt ended whose reply was charged with `cost` wallet tokens. Raises PyMongoError."""
        result = generation.result
        if result is None:
            raise ValueError(f"{generation.id} has no reply")
        usage = result.usage
        money = await self._costs.of(generation.price_version, usage, cost)
        return ChatOutcome(
            **_common(generation, now),
            state=OutcomeState.DONE,
            broke_off=result.finish_reason == BROKE_OFF,
            failed_routes=result.failed_routes,
            first_text_bin=None if result.first_text_ms is None else bin_of(result.first_text_ms),
            whole_bin=None if result.whole_ms is None else bin_of(result.whole_ms),
            input_tokens=usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens,
            output_tokens=usage.output_tokens + usage.reasoning_tokens,
            cost=cost,
            provider_nanodollars=money.provider,
            charged_nanodollars=money.charged,
        )

    async def failed(
        self, generation: Generation, failure: GenerationFailure, state: OutcomeState, now: datetime
    ) -> None:
        """Log an attempt without a reply. Raises PyMongoError."""
        outcome = ChatOutcome(
            **_common(generation, now),
            state=state,
            code=failure.code,
            failed_routes=failure.failed_routes,
            input_tokens=_NOTHING,
            output_tokens=_NOTHING,
            cost=_NOTHING,
        )
        await log_outcome(outcome)


async def log_outcome(outcome: ChatOutcome, session: AsyncClientSession | None = None) -> None:
    """Store it, unless the attempt has one; with a `session`, as a part of its transaction."""
    document = outcome.model_dump(by_alias=True, exclude={"revision_id"})
    key = {"_id": document.pop("_id")}
    rows = ChatOutcome.get_pymongo_collection()
    try:
        await rows.update_one(key, {"$setOnInsert": document}, upsert=True, session=session)
    except DuplicateKeyError:
        if session is not None:
            raise  # the transaction is over; whoever runs it begins it again


def routes_besides(failed: list[FailedRoute], code: str) -> list[FailedRoute]:
    """The failed routes without the one whose failure the whole attempt's `code` is."""
    return failed[1:] if failed and failed[0].code == code else failed


def _common(generation: Generation, now: datetime) -> dict[str, Any]:
    return {
        "id": generation.hold_id,
        "at": now,
        "user_id": generation.user_id,
        "purpose": generation.purpose,
        "provider": generation.provider,
        "model_id": generation.model_id,
        "expires_at": now + timedelta(days=KEPT_DAYS),
    }
