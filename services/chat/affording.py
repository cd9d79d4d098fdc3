"""Fits a reply that nobody named a length for into what its wallet has. Pure rules.

This is asked before anything is stored, so that a refusal leaves nothing behind. The hold is what decides.
"""

from bson.int64 import Int64

from models.generation import Generation
from services.catalog.pricing import Rates
from services.ledger import Balance
from services.ledger.errors import InsufficientTokensError, WalletInDebtError

__all__ = ["SHORTEST_REPLY_TOKENS", "fit_to_balance", "to_hold"]

SHORTEST_REPLY_TOKENS = 256
"""No reply is limited to less than this because the wallet has no more; a caller may name less."""


def to_hold(rates: Rates, input_bound: int, max_tokens: int) -> int:
    """Wallet tokens to hold: the most that so much can cost, and at least the one that a hold must have."""
    return max(1, rates.most(input_bound, max_tokens))


def fit_to_balance(generation: Generation, balance: Balance, *, asked: int | None) -> Generation:
    """`generation`, with a lower limit where `asked`, the limit that its caller named, is None and less is available.

    Raises WalletInDebtError, and InsufficientTokensError with what the shortest acceptable reply requires.
    """
    if balance.debt > 0:
        raise WalletInDebtError(balance.debt)
    if generation.held <= balance.available:
        return generation
    rates, bound, limit = Rates(**generation.rates), generation.input_bound, generation.parameters.max_tokens
    shortest = limit if asked is not None else min(SHORTEST_REPLY_TOKENS, limit)
    required = to_hold(rates, bound, shortest)
    if required > balance.available:
        raise InsufficientTokensError(required, balance)
    fitting = rates.most_output(bound, balance.available, limit)
    parameters = generation.parameters.model_copy(update={"max_tokens": fitting})
    fitted: Generation = generation.model_copy(
        update={"parameters": parameters, "held": Int64(to_hold(rates, bound, fitting))}
    )
    return fitted
