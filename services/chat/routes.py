"""Which models may serve a request: the one that was asked for, then those that its caller allows instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from bson.int64 import Int64

from gateways.providers import ChatTurn, count_text
from models.generation import ModelChoice
from services.catalog.model import CatalogModel
from services.chat.bounds import input_bound, output_limit
from services.chat.errors import PromptTooLongError
from services.chat.history import DEFAULT_WINDOW, cut_to_window, history_budget
from services.chat.structure import Structure, longest_repair

__all__ = ["Route", "all_routes", "structured_route"]


@dataclass(frozen=True, slots=True)
class Route:
    """A model that may serve, and what is sent to it."""

    choice: ModelChoice
    turns: list[ChatTurn]
    structure: Structure | None = None


def structured_route(model: CatalogModel, structure: Structure, said: str, *, asked_tokens: int) -> Route:
    """`said` to `model`, which must answer in a form; it may be asked twice, the second time with more.

    Raises PromptTooLongError.
    """
    turns = [ChatTurn("system", structure.instructions), ChatTurn("user", said)]
    route = _route(model, [*turns, *longest_repair()], asked_tokens)
    window = model.context_window or DEFAULT_WINDOW
    if sum(count_text(turn.content) for turn in turns) + route.choice.max_tokens > window:
        raise PromptTooLongError(window)
    return Route(route.choice, turns, structure)


def all_routes(
    model: CatalogModel, fallbacks: Sequence[CatalogModel], turns: list[ChatTurn], *, asked_tokens: int
) -> list[Route]:
    """`turns` to `model`, then to each fallback that can read the message; `asked_tokens` is the output wanted."""
    others = [_fallback(other, turns, asked_tokens) for other in fallbacks if other.id != model.id]
    return [_route(model, turns, asked_tokens), *(route for route in others if route is not None)]


def _route(model: CatalogModel, turns: list[ChatTurn], asked_tokens: int) -> Route:
    """With the model's price of this moment."""
    rates = model.price.rates
    choice = ModelChoice(
        model_id=model.id,
        provider=model.provider,
        rates={kind: Int64(rate) for kind, rate in rates.as_mapping().items()},
        price_version=model.price.version,
        input_bound=input_bound(turns, model.context_window),
        max_tokens=output_limit(asked_tokens, model.context_window or DEFAULT_WINDOW, model.max_output_tokens),
    )
    return Route(choice, turns)


def _fallback(model: CatalogModel, turns: list[ChatTurn], asked_tokens: int) -> Route | None:
    """With older messages left out where its window is smaller; None when that is too small for the message."""
    *earlier, message = turns
    window = model.context_window or DEFAULT_WINDOW
    limit = output_limit(asked_tokens, window, model.max_output_tokens)
    try:
        budget = history_budget(message.content, window, limit)
    except PromptTooLongError:
        return None
    kept = cut_to_window(reversed(earlier), budget)
    return _route(model, [*kept, message], asked_tokens)
