"""What a model costs: whole-number rates, exact arithmetic, and a version of the price that stands on every charge.

A rate is millionths of a wallet token for one model token, so it is also wallet tokens for one million model tokens.
The policy is *by tokens*: every model token costs one wallet token, whatever the provider charges us for it. The
provider's price decides whether a model can be used at all (never without a price, with a negative one, or with one for
each request, which no count of tokens covers) and whether it is free: only if every price that there is, is zero.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from gateways.providers import ListedModel, TokenCounts

__all__ = ["Price", "RatePolicy", "Rates", "Refusal", "price_of"]

MICROTOKENS = 1_000_000
"""Millionths of a wallet token in one."""

_PER_REQUEST = "request"
_REQUIRED = ("input", "output")
_MOST_PRICE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Rates:
    """Millionths of a wallet token for one model token of each kind, and for one image; never negative."""

    input: int
    output: int
    cache_read: int
    cache_write: int
    reasoning: int
    image: int = 0
    """For one image that is sent, beside its tokens, which providers count as input."""

    @classmethod
    def flat(cls, rate: int) -> "Rates":
        """The same rate for every kind of token; an image costs its tokens."""
        return cls(rate, rate, rate, rate, rate)

    def as_mapping(self) -> dict[str, int]:
        """By kind, as it stands in a usage record."""
        return asdict(self)

    def cost(self, counts: TokenCounts, images: int = 0) -> int:
        """Whole wallet tokens for `counts` and so many images, rounded up once, at the end."""
        micros = (
            counts.input_tokens * self.input
            + counts.output_tokens * self.output
            + counts.cache_read_tokens * self.cache_read
            + counts.cache_write_tokens * self.cache_write
            + counts.reasoning_tokens * self.reasoning
            + images * self.image
        )
        return -(-micros // MICROTOKENS)

    @property
    def highest_input(self) -> int:
        """For a token that is read, of the kind that costs most."""
        return max(self.input, self.cache_read, self.cache_write)

    @property
    def highest_output(self) -> int:
        """For a token that is written, of the kind that costs most."""
        return max(self.output, self.reasoning)

    def most(self, input_tokens: int, output_tokens: int, images: int = 0) -> int:
        """Whole wallet tokens that so much input and output can cost at most, however it is split into kinds."""
        micros = input_tokens * self.highest_input + output_tokens * self.highest_output + images * self.image
        return -(-micros // MICROTOKENS)

    def most_output(self, input_tokens: int, wallet_tokens: int, limit: int, images: int = 0) -> int:
        """The most output, up to `limit`, that costs at most `wallet_tokens` with so much input; see `most`."""
        left = wallet_tokens * MICROTOKENS - input_tokens * self.highest_input - images * self.image
        if left < 0:
            return 0
        return min(limit, left // self.highest_output) if self.highest_output else limit


@dataclass(frozen=True, slots=True)
class RatePolicy:
    """How prices become rates."""

    unpriced_rate: int
    """For models of servers that publish no prices at all."""
    free_models_cost_tokens: bool
    by_token_rate: int = MICROTOKENS


@dataclass(frozen=True, slots=True)
class Price:
    """What a usable model costs."""

    rates: Rates
    free: bool
    """Whether its provider's price is explicitly zero."""
    version: str
    """Changes when the provider's price, the policy or a rate does."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a model has no price that can be charged; `reason` ends a sentence."""

    reason: str


def price_of(model: ListedModel, policy: RatePolicy, *, server_publishes_prices: bool) -> Price | Refusal:
    """The model's price under `policy`, or why it must not be used."""
    if model.prices is None:
        if server_publishes_prices:
            return Refusal("its provider publishes no price for it")
        rates = Rates.flat(policy.unpriced_rate)
        return Price(rates, free=False, version=_version(rates, None))
    amounts = {kind: _amount(value) for kind, value in model.prices.items()}
    if any(kind not in model.prices for kind in _REQUIRED):
        return Refusal("its provider's price for it is incomplete")
    if not all(amount is not None and amount >= 0 for amount in amounts.values()):
        return Refusal("its provider's price for it is negative or cannot be read")
    if amounts.get(_PER_REQUEST):
        return Refusal("its provider charges for each request, which is not metered here")
    free = not any(amounts.values())
    rates = Rates.flat(0 if free and not policy.free_models_cost_tokens else policy.by_token_rate)
    return Price(rates, free=free, version=_version(rates, model.prices))


def _amount(value: str) -> Decimal | None:
    if len(value) > _MOST_PRICE_CHARACTERS:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _version(rates: Rates, prices: Mapping[str, str] | None) -> str:
    facts = {"policy": "by-tokens", "rates": rates.as_mapping(), "prices": dict(prices) if prices else None}
    return "p1-" + hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
