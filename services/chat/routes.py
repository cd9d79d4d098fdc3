"""Which models may serve a request: the one that was asked for, then those that its caller allows instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bson.int64 import Int64

from gateways.providers import ChatImage, ChatTurn, count_text
from models.generation import ModelChoice
from services.catalog.model import CatalogModel
from services.chat.bounds import input_bound, output_limit
from services.chat.errors import PromptTooLongError
from services.chat.history import DEFAULT_WINDOW, cut_to_window, history_budget
from services.chat.image_bounds import most_image_tokens
from services.chat.image_choice import count_images, takes_images, with_images_for
from services.chat.structure import Structure, longest_repair

__all__ = ["Route", "all_routes", "structured_route", "with_loaded_images"]


@dataclass(frozen=True, slots=True)
class Route:
    """A model that may serve, and what is sent to it."""

    choice: ModelChoice
    turns: list[ChatTurn]
    structure: Structure | None = None
    image_tokens: int = 0
    """Input tokens that each image is held for."""


def structured_route(model: CatalogModel, structure: Structure, said: str, *, asked_tokens: int) -> Route:
    """`said` to `model`, which must answer in a form; it may be asked twice, the second time with more.

    Raises PromptTooLongError.
    """
    turns = [ChatTurn("system", structure.instructions), ChatTurn("user", said)]
    route = _route(model, [*turns, *longest_repair()], asked_tokens, 0)
    window = model.context_window or DEFAULT_WINDOW
    if sum(count_text(turn.content) for turn in turns) + route.choice.max_tokens > window:
        raise PromptTooLongError(window)
    return Route(route.choice, turns, structure)


def all_routes(
    model: CatalogModel,
    fallbacks: Sequence[CatalogModel],
    turns: list[ChatTurn],
    *,
    asked_tokens: int,
    image_tokens: int,
) -> list[Route]:
    """`turns` to `model`, then to each fallback that can read the message; `asked_tokens` is the output wanted.

    `image_tokens` is what an image is held for where the model is not known to need more.
    """
    others = [_fallback(other, turns, asked_tokens, image_tokens) for other in fallbacks if other.id != model.id]
    return [_route(model, turns, asked_tokens, image_tokens), *(route for route in others if route is not None)]


def with_loaded_images(route: Route, loaded: Mapping[ChatImage, ChatImage]) -> Route:
    """`route` with the bytes of its images; the images that are not in `loaded` are left out, and not paid for."""
    turns = [
        replace(turn, images=tuple(loaded[image] for image in turn.images if image in loaded)) if turn.images else turn
        for turn in route.turns
    ]
    images = count_images(turns)
    bound = route.choice.input_bound - (route.choice.images - images) * route.image_tokens
    choice = route.choice.model_copy(update={"images": images, "input_bound": Int64(bound)})
    return replace(route, choice=choice, turns=turns)


def _route(model: CatalogModel, turns: list[ChatTurn], asked_tokens: int, image_tokens: int) -> Route:
    """With the model's price of this moment."""
    rates = model.price.rates
    image_tokens = most_image_tokens(model.id, image_tokens)
    choice = ModelChoice(
        model_id=model.id,
        provider=model.provider,
        rates={kind: Int64(rate) for kind, rate in rates.as_mapping().items()},
        price_version=model.price.version,
        input_bound=input_bound(turns, model.context_window, image_tokens),
        images=count_images(turns),
        max_tokens=output_limit(asked_tokens, model.context_window or DEFAULT_WINDOW, model.max_output_tokens),
    )
    return Route(choice, turns, image_tokens=image_tokens)


def _fallback(model: CatalogModel, turns: list[ChatTurn], asked_tokens: int, image_tokens: int) -> Route | None:
    """With older messages left out where its window is smaller; None when it cannot read the message.

    The window may be too small for it, or it has images and the model takes none.
    """
    *earlier, message = turns
    own = len(message.images)
    if own and not takes_images(model):
        return None
    window = model.context_window or DEFAULT_WINDOW
    limit = output_limit(asked_tokens, window, model.max_output_tokens)
    try:
        budget = history_budget(message.content, window, limit, own)
    except PromptTooLongError:
        return None
    kept = cut_to_window(with_images_for(model, earlier[::-1], own), budget)
    return _route(model, [*kept, message], asked_tokens, image_tokens)
