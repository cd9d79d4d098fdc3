"""Turns a request into a generation: which model, which conversation, what is sent, and what it can cost at most."""

from dataclasses import dataclass
from typing import Any

from gateways.providers import ChatTurn
from models.conversation import Conversation
from models.generation import CHAT, Generation
from models.ids import new_id
from models.message import SamplingParameters
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.model import CatalogModel
from services.catalog.models import ModelCatalog
from services.chat.admission import Admission
from services.chat.affording import to_hold
from services.chat.bounds import output_limit
from services.chat.finisher import unstored_conversation
from services.chat.history import DEFAULT_WINDOW, cut_to_window, history_budget
from services.chat.leases import LEASE
from services.chat.placement import Placement, place
from services.chat.reading import newest_turns
from services.chat.request import DEFAULT_TEMPERATURE, ChatRequest
from services.chat.routes import Route, all_routes, structured_route
from services.clock import Clock
from services.identity.viewer import Viewer
from services.subscriptions.plans import PlanInForce

__all__ = ["Preparation", "Prepared"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A generation that is not stored yet, and what goes with it to the provider."""

    generation: Generation
    model: CatalogModel
    """That of the first route."""
    routes: list[Route]
    """What may serve it, in this order; of the same length as the generation's choices."""
    conversation: Conversation
    plan: PlanInForce
    """The viewer's, which has the model."""


class Preparation:
    """One for a process: the way of a chat up to what its wallet has. An estimate goes no further."""

    def __init__(self, catalog: ModelCatalog, admission: Admission, clock: Clock) -> None:
        self._catalog = catalog
        self._admission = admission
        self._clock = clock

    async def prepare(self, viewer: Viewer, request: ChatRequest, failed: Generation | None = None) -> Prepared:
        """Raises what `place`, the admission and the catalogue's `find` raise, and PromptTooLongError.

        `failed` is the attempt that this one replaces; it keeps its ids, which clients may have seen.
        """
        placement = await place(viewer.user_id, request)
        message = request.message if placement.answers is None else placement.answers.content
        plan = await self._admission.plan_of(viewer.user_id, message)
        asked_tokens = self._admission.output_tokens(request, plan)
        asked = await self._asked_models(request)
        model, *fallbacks = self._admission.allowed_models(asked, plan)
        window = model.context_window or DEFAULT_WINDOW
        left_out = 0
        if request.structure is None:
            budget = history_budget(message, window, output_limit(asked_tokens, window, model.max_output_tokens))
            earlier = await newest_turns(placement, budget)
            sent = cut_to_window(earlier.newest_first, budget)
            left_out = earlier.count - len(sent)
            routes = all_routes(model, fallbacks, [*sent, ChatTurn("user", message)], asked_tokens=asked_tokens)
        else:
            routes = [structured_route(model, request.structure, message, asked_tokens=asked_tokens)]
        now = self._clock()
        generation = Generation(
            **_identity(viewer, request, failed),
            **_place(viewer, placement, failed),
            **_priced(routes),
            requested_model_id=None if model is asked[0] else asked[0].id,
            messages_left_out=left_out,
            message=message,
            parameters=SamplingParameters(
                temperature=DEFAULT_TEMPERATURE if request.temperature is None else request.temperature,
                max_tokens=routes[0].choice.max_tokens,
                top_p=request.top_p,
            ),
            lease_token=new_id("lse"),
            lease_until=now + LEASE,
            created_at=now,
        )
        conversation = placement.conversation or unstored_conversation(generation, now)
        return Prepared(generation, model, routes, conversation, plan)

    async def _asked_models(self, request: ChatRequest) -> list[CatalogModel]:
        """The model that is asked for, and those that may serve instead, in this order."""
        asked = [await self._catalog.find(model_id) for model_id in (request.model_id, *request.fallback_models)]
        if request.structure is None or request.model_id is not None:
            return asked
        try:
            return [await self._catalog.find(request.structure.preferred_model), *asked]
        except (ModelNotFoundError, ModelNotPricedError):
            return asked


def _identity(viewer: Viewer, request: ChatRequest, failed: Generation | None) -> dict[str, Any]:
    """Whose it is, under which key, and the ids of what it will make."""
    structure = request.structure
    return {
        "id": failed.id if failed else new_id("gen"),
        "user_id": viewer.user_id,
        "wallet_id": viewer.wallet_id,
        "client_key": request.idempotency_key,
        "input_hash": request.input_hash(),
        "attempt": failed.attempt + 1 if failed else 1,
        "purpose": CHAT if structure is None else structure.purpose,
        "reply_id": failed.reply_id if failed else new_id("msg" if structure is None else structure.id_prefix),
    }


def _place(viewer: Viewer, placement: Placement, failed: Generation | None) -> dict[str, Any]:
    """Where it goes, and which conversation and message of the user's that is; new ones keep the ids of `failed`."""
    opened, answers = placement.conversation is None, placement.answers
    place: dict[str, Any] = {"opens_conversation": opened, "branch": placement.branch or 0}
    if placement.makes_branch:
        place["leaves_after"] = -1 if placement.parent is None else placement.parent.position
        place["parent_id"] = None if placement.parent is None else placement.parent.id
    if placement.conversation is not None:
        place["conversation_id"] = placement.conversation.id
        if placement.conversation.user_id != viewer.user_id:
            place["owner_id"] = placement.conversation.user_id
    else:
        place["conversation_id"] = failed.conversation_id if failed else new_id("cnv")
    if answers is not None:
        return {**place, "answers_again": True, "user_message_id": answers.id}
    return {**place, "user_message_id": failed.user_message_id if failed else new_id("msg")}


def _priced(routes: list[Route]) -> dict[str, Any]:
    """What may serve it, with rates that are frozen now, and the most that it can cost by the dearest of them."""
    choices = [route.choice for route in routes]
    return {
        **choices[0].model_dump(exclude={"max_tokens"}),
        "fallbacks": choices[1:],
        "held": to_hold(choices),
    }
