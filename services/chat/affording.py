"""Fits a reply that nobody named a length for into what its wallet has. Pure rules.

This is asked before anything is stored, so that a refusal leaves nothing behind. The hold is what decides.
"""

from collections.abc import Iterable, Sequence

from bson.int64 import Int64

from models.generation import Generation, ModelChoice
from services.catalog.pricing import Rates
from services.ledger import Balance
from services.ledger.errors import InsufficientTokensError, WalletInDebtError

__all__ = ["SHORTEST_REPLY_TOKENS", "fit_to_balance", "to_hold", "with_choices"]

SHORTEST_REPLY_TOKENS = 256
"""No reply is limited to less than this because the wallet has no more; a caller may name less."""


def to_hold(choices: Iterable[ModelChoice]) -> int:
    """Wallet tokens to hold: the most that any of `choices` can cost, and at least the one that a hold must have."""
    return max(1, *(_most(choice) for choice in choices))


def fit_to_balance(generation: Generation, balance: Balance, *, asked: int | None) -> Generation:
    """`generation`, with lower limits where `asked`, the limit that its caller named, is None and less is available.

    Raises WalletInDebtError, and InsufficientTokensError with what the shortest acceptable reply requires.
    """
    if balance.debt > 0:
        raise WalletInDebtError(balance.debt)
    if generation.held <= balance.available:
        return generation
    choices = generation.choices
    longest = None if asked is not None else SHORTEST_REPLY_TOKENS
    required = to_hold(_limited(choice, longest) for choice in choices)
    if required > balance.available:
        raise InsufficientTokensError(required, balance)
    return with_choices(generation, [_fitting(choice, balance.available) for choice in choices])


def with_choices(generation: Generation, choices: Sequence[ModelChoice]) -> Generation:
    """`generation` with other limits and bounds of the same models, and what they can cost at most."""
    own, *fallbacks = choices
    changed: Generation = generation.model_copy(
        update={
            "parameters": generation.parameters.model_copy(update={"max_tokens": own.max_tokens}),
            "input_bound": own.input_bound,
            "images": own.images,
            "fallbacks": fallbacks,
            "held": Int64(to_hold(choices)),
        }
    )
    return changed


def _most(choice: ModelChoice) -> int:
    return Rates(**choice.rates).most(choice.input_bound, choice.max_tokens, choice.images)


def _limited(choice: ModelChoice, longest: int | None) -> ModelChoice:
    limit = choice.max_tokens if longest is None else min(longest, choice.max_tokens)
    return choice.model_copy(update={"max_tokens": limit})


def _fitting(choice: ModelChoice, available: int) -> ModelChoice:
    rates = Rates(**choice.rates)
    return _limited(choice, rates.most_output(choice.input_bound, available, choice.max_tokens, choice.images))
