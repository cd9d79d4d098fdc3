"""Turns a request into a generation: which model, which conversation, what is sent, and what it can cost at most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from gateways.attachments import UrlRules
from gateways.providers import ChatTurn
from models.conversation import Conversation
from models.generation import CHAT, Generation
from models.ids import new_id
from models.message import Attachment, SamplingParameters
from services.account.preferred_models import preferred_model
from services.catalog.errors import ModelNotFoundError, ModelNotPricedError
from services.catalog.model import CatalogModel
from services.catalog.models import ModelCatalog
from services.chat.admission import Admission
from services.chat.affording import to_hold, with_choices
from services.chat.asked_attachments import check_addresses
from services.chat.bounds import output_limit
from services.chat.errors import ModelTakesNoImagesError
from services.chat.finisher import unstored_conversation
from services.chat.history import DEFAULT_WINDOW, cut_to_window, history_budget
from services.chat.image_choice import count_images, image_of, takes_images, with_images_for
from services.chat.images import LoadedImages
from services.chat.leases import LEASE
from services.chat.placement import Placement, place
from services.chat.reading import newest_turns
from services.chat.request import DEFAULT_TEMPERATURE, ChatRequest
from services.chat.routes import Route, all_routes, structured_route, with_loaded_images
from services.clock import Clock
from services.identity.viewer import Viewer
from services.subscriptions.plans import PlanInForce
from settings import Settings

__all__ = ["Preparation", "Prepared", "with_loaded"]


@dataclass(frozen=True, slots=True)
class _ImagePolicy:
    """Where images may come from, and what one is held for."""

    urls: UrlRules
    tokens: int
    """Input tokens, for models that are not known to need more."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say."""
        return cls(UrlRules(settings.attachment_private_origins), settings.chat_image_tokens)


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


@dataclass(frozen=True, slots=True)
class _Sent:
    """What goes to whom, and how much of what was said before does not."""

    routes: list[Route]
    messages_left_out: int = 0
    attachments_left_out: int = 0


class Preparation:
    """One for a process: the way of a chat up to what its wallet has. An estimate goes no further."""

    def __init__(self, catalog: ModelCatalog, admission: Admission, settings: Settings, clock: Clock) -> None:
        self._catalog = catalog
        self._admission = admission
        self._images = _ImagePolicy.of(settings)
        self._clock = clock

    async def prepare(self, viewer: Viewer, request: ChatRequest, failed: Generation | None = None) -> Prepared:
        """Everything but the bytes of images, which are fetched later.

        Raises what `place`, the admission and the catalogue's `find` raise, PromptTooLongError, AttachmentRefusedError
        and ModelTakesNoImagesError.
        `failed` is the attempt that this one replaces; it keeps its ids, which clients may have seen.
        """
        check_addresses(request.attachments or (), self._images.urls)
        placement = await place(viewer.user_id, request)
        message = request.message if placement.answers is None else placement.answers.content
        wallet_id = await self._admission.wallet_of(viewer, request.team_id)
        plan = await self._admission.plan_of(viewer.user_id, message)
        asked_tokens = self._admission.output_tokens(request, plan)
        asked = await self._asked_models(viewer.user_id, request, plan)
        model, *fallbacks = await self._admission.allowed_models(asked, plan)
        attachments = _attachments(request, placement)
        if attachments and not takes_images(model):
            raise ModelTakesNoImagesError(model.id)
        if request.structure is None:
            said = ChatTurn("user", message, tuple(map(image_of, attachments)))
            sent = await self._sent(placement, said, model, fallbacks, asked_tokens)
        else:
            sent = _Sent([structured_route(model, request.structure, message, asked_tokens=asked_tokens)])
        now = self._clock()
        generation = Generation(
            **_identity(viewer, request, failed),
            **_paying(request, wallet_id),
            **_place(viewer, placement, failed),
            **_priced(sent.routes),
            requested_model_id=None if model is asked[0] else asked[0].id,
            messages_left_out=sent.messages_left_out,
            attachments_left_out=sent.attachments_left_out,
            message=message,
            attachments=[] if placement.answers else attachments,
            parameters=SamplingParameters(
                temperature=DEFAULT_TEMPERATURE if request.temperature is None else request.temperature,
                max_tokens=sent.routes[0].choice.max_tokens,
                top_p=request.top_p,
            ),
            lease_token=new_id("lse"),
            lease_until=now + LEASE,
            created_at=now,
        )
        conversation = placement.conversation or unstored_conversation(generation, now)
        return Prepared(generation, model, sent.routes, conversation, plan)

    async def _sent(
        self,
        placement: Placement,
        said: ChatTurn,
        model: CatalogModel,
        fallbacks: Sequence[CatalogModel],
        asked_tokens: int,
    ) -> _Sent:
        """`said` after as much of what came before it as `model` can read."""
        window, own = model.context_window or DEFAULT_WINDOW, len(said.images)
        limit = output_limit(asked_tokens, window, model.max_output_tokens)
        budget = history_budget(said.content, window, limit, own)
        earlier = await newest_turns(placement, budget)
        kept = cut_to_window(with_images_for(model, earlier.may_be_fetched, own), budget)
        routes = all_routes(
            model, fallbacks, [*kept, said], asked_tokens=asked_tokens, image_tokens=self._images.tokens
        )
        images_left_out = count_images(earlier.newest_first[: len(kept)]) - count_images(kept)
        return _Sent(routes, earlier.count - len(kept), images_left_out)

    async def _asked_models(self, user_id: str, request: ChatRequest, plan: PlanInForce) -> list[CatalogModel]:
        """The model that is asked for, and those that may serve instead, in this order."""
        asked = [await self._catalog.find(model_id) for model_id in (request.model_id, *request.fallback_models)]
        if request.model_id is not None:
            return asked
        structure = request.structure
        preferred = await preferred_model(user_id, for_tickets=structure is not None)
        chosen = None if preferred is None else await self._if_usable(preferred)
        if chosen is not None and (plan.limits.premium_models or not chosen.premium):
            return [chosen, *asked[1:]] if structure is None else [chosen, *asked]
        usual = None if structure is None else await self._if_usable(structure.preferred_model)
        return asked if usual is None else [usual, *asked]

    async def _if_usable(self, model_id: str) -> CatalogModel | None:
        """The model, unless there is none of that name any more, or it has no price."""
        try:
            return await self._catalog.find(model_id)
        except (ModelNotFoundError, ModelNotPricedError):
            return None


def with_loaded(prepared: Prepared, loaded: LoadedImages, *, lease_until: datetime) -> Prepared:
    """`prepared` with the bytes of its images and a lease of its own, without those that are not there.

    What remains is held for: an image that is left out costs nothing.
    """
    generation = prepared.generation
    before, routes = prepared.routes[0], [with_loaded_images(route, loaded.images) for route in prepared.routes]
    choices = [
        choice.model_copy(update={"images": route.choice.images, "input_bound": route.choice.input_bound})
        for choice, route in zip(generation.choices, routes, strict=True)
    ]
    generation = with_choices(generation, choices)
    generation.lease_until = lease_until
    generation.attachments_left_out += before.choice.images - routes[0].choice.images
    generation.attachments = [
        loaded.described(attachment, image)
        for attachment, image in zip(generation.attachments, before.turns[-1].images, strict=False)
    ]
    return replace(prepared, generation=generation, routes=routes)


def _attachments(request: ChatRequest, placement: Placement) -> list[Attachment]:
    """What goes with the message: what the caller names, or what the message had that it is made from."""
    if request.attachments is not None:
        return [Attachment(url=each.url, type=each.type, name=each.name) for each in request.attachments]
    source = placement.answers or placement.edits
    return [] if source is None else list(source.attachments)


def _identity(viewer: Viewer, request: ChatRequest, failed: Generation | None) -> dict[str, Any]:
    """Whose it is, under which key, and the ids of what it will make."""
    structure = request.structure
    return {
        "id": failed.id if failed else new_id("gen"),
        "user_id": viewer.user_id,
        "client_key": request.idempotency_key,
        "input_hash": request.input_hash(),
        "attempt": failed.attempt + 1 if failed else 1,
        "purpose": CHAT if structure is None else structure.purpose,
        "reply_id": failed.reply_id if failed else new_id("msg" if structure is None else structure.id_prefix),
    }


def _paying(request: ChatRequest, wallet_id: str) -> dict[str, Any]:
    """Which wallet pays; of a team's, under which name its member's cap counts this attempt."""
    if request.team_id is None:
        return {"wallet_id": wallet_id}
    return {"wallet_id": wallet_id, "team_id": request.team_id, "cap_reservation": new_id("cap")}


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
