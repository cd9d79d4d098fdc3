"""A plan that users subscribe to, and what follows from its prices."""

from dataclasses import dataclass

from models.subscription import PlanInterval, PlanLimits
from services.money import Money

__all__ = ["DEFAULT_GRACE_DAYS", "FREE_PLAN_ID", "Plan", "PlanPrice"]

FREE_PLAN_ID = "free"
"""The plan of everybody who has no other one. It is not sold, so it has no price."""

DEFAULT_GRACE_DAYS = 3
_MONTHS = {PlanInterval.MONTH: 1, PlanInterval.YEAR: 12}


@dataclass(frozen=True, slots=True)
class PlanPrice:
    """What one period of a plan costs, without tax that is put on top."""

    price: Money
    interval: PlanInterval


@dataclass(frozen=True, slots=True)
class Plan:
    """What is allowed and given, and for how much. `prices` has one price a currency and interval, the usual first."""

    id: str
    name: str
    limits: PlanLimits
    prices: tuple[PlanPrice, ...] = ()
    grace_days: int = DEFAULT_GRACE_DAYS
    """How many days beyond a paid period its tokens and limits last."""

    def price_in(self, currency: str | None, interval: PlanInterval) -> PlanPrice | None:
        """The price of one `interval` in `currency`, or the first of that interval for None; None where there is none.

        The currency is an ISO 4217 code in upper case.
        """
        fitting = (each for each in self.prices if each.interval is interval)
        return next((each for each in fitting if currency in {None, each.price.currency}), None)

    def tokens_of(self, interval: PlanInterval) -> int:
        """Tokens granted for one paid period."""
        return self.limits.tokens_per_month * _MONTHS[interval]

    def lookup_key(self, price: PlanPrice) -> str:
        """The name of `price` at the gateway. Another amount or another number of tokens is another price."""
        tokens = self.tokens_of(price.interval)
        return f"tokentill:{self.id}:{price.price.currency}:{price.interval}:{price.price.amount}:{tokens}"
