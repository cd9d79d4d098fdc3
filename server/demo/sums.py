"""Sums the outcomes of the demo business up at once, as the sweeper of servers would one quarter after the other."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from models.active_day import ActiveDay
from models.chat_outcome import ChatOutcome, OutcomeState
from models.chat_quarter import ChatQuarter
from models.sweep_cursor import SweepCursor
from services.clock import Clock
from services.overview.chat_sums import PROVIDER_FAULTS, ChatSums
from services.overview.quarters import QUARTERS, Quarters, begin_of_day, begin_of_quarter, document_of

__all__ = ["store_sums"]

_AT_ONCE = 5_000


async def store_sums(outcomes: Iterable[ChatOutcome], clock: Clock) -> None:
    """Store the outcomes, the sums of their quarters and days, and who was active when."""
    quarters: dict[datetime, ChatSums] = {}
    days: dict[str, dict[str, Any]] = {}
    rows: list[dict[str, Any]] = []
    for outcome in outcomes:
        _add(quarters.setdefault(begin_of_quarter(outcome.at), ChatSums()), outcome)
        day = begin_of_day(outcome.at)
        name = f"{day:%Y-%m-%d} {outcome.user_id}"
        days[name] = {"_id": name, "day": day, "user_id": outcome.user_id}
        rows.append(outcome.model_dump(by_alias=True, exclude={"revision_id"}))
    sums = [
        document_of(ChatQuarter, start, name, of_model)
        for start, found in quarters.items()
        for name, of_model in found.models.items()
    ]
    for model, documents in ((ChatOutcome, rows), (ChatQuarter, sums), (ActiveDay, list(days.values()))):
        for first in range(0, len(documents), _AT_ONCE):
            await model.get_pymongo_collection().insert_many(documents[first : first + _AT_ONCE], ordered=False)
    summed_to = max((begin_of_quarter(outcome["at"]) for outcome in rows), default=None)
    if summed_to is not None:  # the last quarter is left to the sweeper: it may go on
        await SweepCursor.get_pymongo_collection().update_one(
            {"_id": QUARTERS}, {"$max": {"swept_to": summed_to}}, upsert=True
        )
    await Quarters(clock).sweep(2)


def _add(sums: ChatSums, outcome: ChatOutcome) -> None:
    of_model = sums.model(outcome.provider, outcome.model_id)
    of_model.requests += 1
    of_model.succeeded += outcome.state is OutcomeState.DONE
    of_model.failed += outcome.state is OutcomeState.FAILED
    of_model.refused += outcome.state is OutcomeState.REFUSED
    of_model.asked += outcome.state is not OutcomeState.REFUSED
    of_model.provider_failures += outcome.code in PROVIDER_FAULTS
    of_model.input_tokens += outcome.input_tokens
    of_model.output_tokens += outcome.output_tokens
    of_model.cost += outcome.cost
    if outcome.code is not None:
        of_model.failures[outcome.code] += 1
    if outcome.provider_nanodollars is not None:
        of_model.provider_nanodollars += outcome.provider_nanodollars
        of_model.priced += 1
        if outcome.charged_nanodollars is not None:
            of_model.margin_nanodollars += outcome.charged_nanodollars - outcome.provider_nanodollars
            of_model.compared += 1
    if outcome.first_text_bin is not None:
        of_model.first_text[outcome.first_text_bin] += 1
    if outcome.whole_bin is not None:
        of_model.whole[outcome.whole_bin] += 1
