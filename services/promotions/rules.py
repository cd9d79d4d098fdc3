"""Whether a promo code may be used for a purchase, and why not. Pure."""

from dataclasses import dataclass
from datetime import datetime

from models.promo_code import PromoCode
from services.money import Money
from services.promotions.errors import (
    PromoCodeAlreadyUsedError,
    PromoCodeBelowMinimumError,
    PromoCodeExpiredError,
    PromoCodeNotForCurrencyError,
    PromoCodeNotForPackageError,
    PromoCodeRefusedError,
    PromoCodeUnknownError,
    PromoCodeUsedUpError,
)

__all__ = ["Occasion", "refusal"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a code is to be used for. `cost` is that of the purchase before the code, volume tiers taken off."""

    package_id: str
    cost: Money
    now: datetime
    uses_of_user: int = 0
    """How many payments of the user have the code, unpaid ones that are open included."""


def refusal(code: PromoCode | None, occasion: Occasion) -> PromoCodeRefusedError | None:
    """Why `code` may not be used now, or None. What nobody needs to know of a code is PROMO_CODE_UNKNOWN."""
    now, cost = occasion.now, occasion.cost
    if code is None or not code.active or (code.starts_at is not None and now < code.starts_at):
        return PromoCodeUnknownError()
    if code.ends_at is not None and now >= code.ends_at:
        return PromoCodeExpiredError()
    if code.per_user_cap is not None and occasion.uses_of_user >= code.per_user_cap:
        return PromoCodeAlreadyUsedError()
    if code.total_cap is not None and code.redeemed >= code.total_cap:
        return PromoCodeUsedUpError()
    if code.package_ids and occasion.package_id not in code.package_ids:
        return PromoCodeNotForPackageError()
    return _wrong_money(code, cost)


def _wrong_money(code: PromoCode, cost: Money) -> PromoCodeRefusedError | None:
    if code.amounts and cost.currency not in code.amounts:
        return PromoCodeNotForCurrencyError(cost.currency)
    if not code.minimum_amounts:
        return None
    minimum = code.minimum_amounts.get(cost.currency)
    if minimum is None:
        return PromoCodeNotForCurrencyError(cost.currency)
    return PromoCodeBelowMinimumError(Money(minimum, cost.currency)) if cost.amount < minimum else None
