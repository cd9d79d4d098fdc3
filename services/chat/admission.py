"""Asks a user's plan, and the cap that a team gives them, before a chat begins, and tells both what became of it."""

from collections.abc import Sequence
from dataclasses import replace

from messages import Phrase
from models.generation import Generation
from services.allowances import Allowances
from services.allowances.errors import AllowanceError
from services.catalog.models import CatalogModel
from services.chat.affording import fit_to_balance
from services.chat.request import ChatRequest
from services.errors import InvalidInputError
from services.identity.viewer import Viewer
from services.ledger import Balance
from services.ledger.errors import InsufficientTokensError
from services.moderation import Moderation
from services.subscriptions.plans import PlanInForce
from services.teams import TeamCaps

__all__ = ["Admission"]


class Admission:
    """One for a process. `default_tokens` is the longest reply to a request that names no limit, in model tokens."""

    def __init__(self, allowances: Allowances, moderation: Moderation, caps: TeamCaps, *, default_tokens: int) -> None:
        self._allowances = allowances
        self._moderation = moderation
        self._caps = caps
        self._default_tokens = default_tokens

    async def wallet_of(self, viewer: Viewer, team_id: str | None) -> str:
        """Which wallet pays: the viewer's own, or the team's. Raises NotFoundError for who is not in the team."""
        return viewer.wallet_id if team_id is None else await self._caps.wallet(team_id, viewer.user_id)

    async def plan_of(self, user_id: str, text: str) -> PlanInForce:
        """The plan that the user's next chat, with this message, is under. Raises ModerationError."""
        await self._moderation.check(user_id, text)
        return await self._allowances.plan_of(user_id)

    def output_tokens(self, request: ChatRequest, plan: PlanInForce) -> int:
        """The longest reply to ask for. Raises InvalidInputError when the caller names more than the plan has."""
        most = plan.limits.max_tokens_per_request
        if request.max_tokens is None:
            return min(self._default_tokens, most)
        if request.max_tokens > most:
            raise InvalidInputError("maxTokens", Phrase("must be from 1 to {most}", most=most))
        return request.max_tokens

    async def allowed_models(self, models: Sequence[CatalogModel], plan: PlanInForce) -> list[CatalogModel]:
        """Those of the models, in their order, that the plan has. Raises PaywallError when it has none of them."""
        if plan.limits.premium_models:
            return list(models)
        allowed = [model for model in models if not model.premium]
        if not allowed:
            raise await self._allowances.paywall(models[0].id)
        return allowed

    async def let_in(
        self,
        generation: Generation,
        plan: PlanInForce,
        balance: Balance,
        *,
        asked: int | None,
        to_fetch: bool = False,
    ) -> Generation:
        """Count the chat, with lower limits where that lets it in and `asked`, what its caller named, is None.

        `to_fetch` counts it until `has_fetched`, apart: giving that back takes nothing from one that is stored.
        Raises AllowanceError when the plan's limits, or those of one user, are reached, and TeamCapReachedError.
        """
        fitted = await self._fit(generation, plan, balance, asked=asked)
        fitted = await self._fit_to_cap(fitted, balance, asked=asked)
        counted_as = _fetching_id(fitted) if to_fetch else fitted.admission_id
        reservation = _reservation(fitted, to_fetch=to_fetch)
        await self._reserve(fitted, reservation)
        try:
            await self._allowances.let_in(fitted.user_id, counted_as, plan, held=fitted.held, balance=balance)
        except AllowanceError:
            await self._unreserve(fitted, reservation)
            raise
        return fitted

    async def cap_left(self, generation: Generation) -> int | None:
        """Wallet tokens that its user may still use of the team's; None: no cap, or no team."""
        if generation.team_id is None:
            return None
        return await self._caps.left(generation.team_id, generation.user_id)

    async def has_fetched(self, generation: Generation) -> None:
        """Its images are there, or cannot be had: it is counted for fetching no more. May be repeated."""
        await self._unreserve(generation, _reservation(generation, to_fetch=True))
        await self._allowances.give_back(generation.user_id, _fetching_id(generation))

    async def yield_to(self, generation: Generation, other: Generation | None) -> None:
        """Another caller with its key was faster, with `other`. While that one runs, both are one admission.

        Against the cap of a team each caller's is counted apart.
        """
        if other is None or other.cap_reservation != generation.cap_reservation:
            await self._unreserve(generation, _reservation(generation))
        if other is None or other.admission_id != generation.admission_id or other.lease_until is None:
            await self._allowances.give_back(generation.user_id, generation.admission_id)

    async def settle(self, generation: Generation, cost: int) -> None:
        """It brought a reply, for `cost` wallet tokens. May be repeated."""
        if generation.team_id is not None:
            await self._caps.settle(generation.team_id, generation.user_id, _reservation(generation), cost)
        await self._allowances.settle(generation.user_id, generation.admission_id, cost)

    async def give_back(self, generation: Generation) -> None:
        """It failed, or never began. May be repeated."""
        await self._unreserve(generation, _reservation(generation))
        await self._allowances.give_back(generation.user_id, generation.admission_id)

    async def _fit(
        self, generation: Generation, plan: PlanInForce, balance: Balance, *, asked: int | None
    ) -> Generation:
        """`generation`, with lower limits where nobody named one and fewer free tokens of the month are left."""
        if asked is not None or balance.purchased >= generation.held:
            return generation
        left = await self._allowances.free_tokens_left(generation.user_id, plan)
        if left is None or min(generation.held, balance.free) <= left:
            return generation
        try:
            return fit_to_balance(
                generation, replace(balance, free=max(left, balance.purchased), purchased=0), asked=None
            )
        except InsufficientTokensError:
            return generation  # too little is left for any reply, which is for the allowance to say

    async def _fit_to_cap(self, generation: Generation, balance: Balance, *, asked: int | None) -> Generation:
        """`generation`, with lower limits where nobody named one and the team's cap leaves less."""
        left = await self.cap_left(generation) if asked is None else None
        if left is None or left >= generation.held:
            return generation
        try:
            return fit_to_balance(generation, replace(balance, free=left, purchased=0), asked=None)
        except InsufficientTokensError:
            return generation  # too little is left for any reply, which is for the cap to say

    async def _reserve(self, generation: Generation, reservation: str) -> None:
        team_id, user_id = generation.team_id, generation.user_id
        if team_id is not None:
            await self._caps.reserve(team_id, user_id, reservation, generation.id, tokens=int(generation.held))

    async def _unreserve(self, generation: Generation, reservation: str) -> None:
        if generation.team_id is not None:
            await self._caps.give_back(generation.team_id, generation.user_id, reservation)


def _reservation(generation: Generation, *, to_fetch: bool = False) -> str:
    """Under which the user's cap counts it."""
    return f"{generation.cap_reservation}#images" if to_fetch else str(generation.cap_reservation)


def _fetching_id(generation: Generation) -> str:
    return f"{generation.admission_id}#images"  # `#` is no character of a client's key
