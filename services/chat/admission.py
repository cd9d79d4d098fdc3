"""Asks a user's plan before a chat begins, and tells it what became of the chat."""

from collections.abc import Sequence
from dataclasses import replace

from messages import Phrase
from models.generation import Generation
from services.allowances import Allowances
from services.catalog.models import CatalogModel
from services.chat.affording import fit_to_balance
from services.chat.request import ChatRequest
from services.errors import InvalidInputError
from services.ledger import Balance
from services.ledger.errors import InsufficientTokensError
from services.moderation import Moderation
from services.subscriptions.plans import PlanInForce

__all__ = ["Admission"]


class Admission:
    """One for a process. `default_tokens` is the longest reply to a request that names no limit, in model tokens."""

    def __init__(self, allowances: Allowances, moderation: Moderation, *, default_tokens: int) -> None:
        self._allowances = allowances
        self._moderation = moderation
        self._default_tokens = default_tokens

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
        Raises AllowanceError when the plan's limits, or those of one user, are reached.
        """
        fitted = await self._fit(generation, plan, balance, asked=asked)
        counted_as = _fetching_id(fitted) if to_fetch else fitted.admission_id
        await self._allowances.let_in(fitted.user_id, counted_as, plan, held=fitted.held, balance=balance)
        return fitted

    async def has_fetched(self, generation: Generation) -> None:
        """Its images are there, or cannot be had: it is counted for fetching no more. May be repeated."""
        await self._allowances.give_back(generation.user_id, _fetching_id(generation))

    async def yield_to(self, generation: Generation, other: Generation | None) -> None:
        """Another caller with its key was faster, with `other`. While that one runs, both are one admission."""
        if other is None or other.admission_id != generation.admission_id or other.lease_until is None:
            await self.give_back(generation)

    async def settle(self, generation: Generation, cost: int) -> None:
        """It brought a reply, for `cost` wallet tokens. May be repeated."""
        await self._allowances.settle(generation.user_id, generation.admission_id, cost)

    async def give_back(self, generation: Generation) -> None:
        """It failed, or never began. May be repeated."""
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


def _fetching_id(generation: Generation) -> str:
    return f"{generation.admission_id}#images"  # `#` is no character of a client's key
