"""What a model costs: rates from what its provider publishes, by one of two policies. Pure rules.

*By tokens*: a model token of any kind costs one wallet token, times a factor. *By cost*: it costs what its provider
asks, times a margin, at so much money a wallet token. Either way the provider's price decides whether a model can be
used at all (never without a price, with a negative one, or with one for each request, which no count of tokens covers)
and whether it is free: only if every price that there is, is zero. What an admin sets for a model stands above that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gateways.providers import ListedModel
from services.catalog.overrides import NO_OVERRIDE, Override
from services.catalog.price_basis import BASIS_KINDS, Basis, PriceBasis, rates_of
from services.catalog.rates import HIGHEST_RATE, MICROTOKENS, Rates

__all__ = ["MICROTOKENS", "Price", "RatePolicy", "Rates", "Refusal", "price_of"]

_PER_REQUEST = "request"
_REQUIRED = ("input", "output")
_MOST_PRICE_CHARACTERS = 40
_SMALLEST_EXPONENT, _LARGEST_EXPONENT = -30, 6
"""Of a price in dollars per token; what lies outside is a mistake."""


@dataclass(frozen=True, slots=True)
class RatePolicy:
    """How prices become rates."""

    unpriced_rate: int
    """For models of servers that publish no prices at all."""
    free_models_cost_tokens: bool
    by_cost: bool = False
    """Whether the policy is by cost; else it is by tokens."""
    factor_per_mille: int = 1_000
    """By tokens: thousandths of a wallet token for a model token."""
    margin_per_mille: int = 1_000
    """By cost: thousandths of the provider's price that are charged."""
    wallet_token_nanodollars: int = 1_000
    """By cost: what one wallet token is worth, in billionths of a US dollar."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a usable model costs."""

    rates: Rates
    free: bool
    """Whether its provider's price is explicitly zero; of rates that an admin set, whether all are."""
    basis: PriceBasis
    """What the rates follow from."""

    @property
    def version(self) -> str:
        """Changes when the provider's price, the policy or a rate does."""
        return self.basis.version


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a model has no price that can be charged; `reason` ends a sentence."""

    reason: str


def price_of(
    model: ListedModel, policy: RatePolicy, override: Override = NO_OVERRIDE, *, server_publishes_prices: bool
) -> Price | Refusal:
    """The model's price under `policy` and what an admin set for it, or why it must not be used."""
    if override.rates is not None:
        return _price(PriceBasis(Basis.ADMIN, rates=override.rates), free=not any(override.rates.as_mapping().values()))
    factor = policy.factor_per_mille if override.factor_per_mille is None else override.factor_per_mille
    if model.prices is None:
        if server_publishes_prices:
            return Refusal("its provider publishes no price for it")
        if override.factor_per_mille is not None:
            return _price(PriceBasis(Basis.TOKENS, per_mille=factor), free=False)
        return _price(PriceBasis(Basis.DEFAULT_RATE, rates=Rates.flat(policy.unpriced_rate)), free=False)
    amounts = {kind: _amount(value) for kind, value in model.prices.items()}
    refusal = _refusal(amounts)
    if refusal is not None:
        return refusal
    free = not any(amounts.values())
    return _price(_basis(_kept(amounts), policy, override, factor, free=free), free=free)


def _kept(amounts: Mapping[str, Decimal | None]) -> dict[str, str]:
    """The prices that rates can follow from; a zero as 0, since one can be written with a million digits."""
    return {kind: str(amounts[kind]) if amounts[kind] else "0" for kind in BASIS_KINDS if kind in amounts}


def _basis(kept: Mapping[str, str], policy: RatePolicy, override: Override, factor: int, *, free: bool) -> PriceBasis:
    if free and not policy.free_models_cost_tokens:
        return PriceBasis(Basis.FREE, prices=kept)
    if free or not policy.by_cost:
        return PriceBasis(Basis.TOKENS, prices=kept, per_mille=factor)
    return PriceBasis(
        Basis.COST,
        prices=kept,
        per_mille=policy.margin_per_mille if override.margin_per_mille is None else override.margin_per_mille,
        wallet_token_nanodollars=policy.wallet_token_nanodollars,
    )


def _price(basis: PriceBasis, *, free: bool) -> Price | Refusal:
    rates = rates_of(basis)
    if max(rates.as_mapping().values()) > HIGHEST_RATE:
        return Refusal("its price is higher than anything that is charged here")
    return Price(rates, free, basis)


def _refusal(amounts: Mapping[str, Decimal | None]) -> Refusal | None:
    if any(kind not in amounts for kind in _REQUIRED):
        return Refusal("its provider's price for it is incomplete")
    if not all(amount is not None and amount >= 0 for amount in amounts.values()):
        return Refusal("its provider's price for it is negative or cannot be read")
    if amounts.get(_PER_REQUEST):
        return Refusal("its provider charges for each request, which is not metered here")
    return None


def _amount(value: str) -> Decimal | None:
    if len(value) > _MOST_PRICE_CHARACTERS:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    if not amount.is_finite():
        return None
    return amount if amount == 0 or _SMALLEST_EXPONENT <= amount.adjusted() <= _LARGEST_EXPONENT else None
