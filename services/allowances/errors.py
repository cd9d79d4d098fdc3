"""What a plan does not allow.

TokentillError
└── AllowanceError
    ├── DailyLimitError           as many requests of today as the plan has
    ├── MonthlyLimitError         free tokens of this month, as many as the plan has
    ├── TooManyRunningError       as many requests at once as one user may have
    ├── PaywallError              the model is for other plans
    └── AllowancesUnavailableError  the database is away
"""

from datetime import datetime

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "AllowanceError",
    "AllowancesUnavailableError",
    "DailyLimitError",
    "MonthlyLimitError",
    "PaywallError",
    "TooManyRunningError",
]


class AllowanceError(TokentillError):
    """The request was not let in. Nothing was held, counted or stored."""


class DailyLimitError(AllowanceError):
    """The plan's requests of this day are used up."""

    code = "DAILY_LIMIT_REACHED"
    retryable = True

    def __init__(self, limit: int, resets_at: datetime) -> None:
        self.resets_at = resets_at
        super().__init__(
            Phrase("Your plan has {limit} requests a day; there are new ones at midnight UTC.", limit=limit)
        )


class MonthlyLimitError(AllowanceError):
    """The free plan's tokens of this month are used up, and the wallet has too few that were bought."""

    code = "MONTHLY_LIMIT_REACHED"
    retryable = True

    def __init__(self, limit: int, resets_at: datetime) -> None:
        self.resets_at = resets_at
        super().__init__(
            Phrase(
                "The free plan has {limit} free tokens a month, and this could use more; buy tokens, subscribe, ask "
                "for a shorter reply, or wait for the next month.",
                limit=limit,
            )
        )


class TooManyRunningError(AllowanceError):
    """As many requests of this user run as may."""

    code = "TOO_MANY_RUNNING"
    retryable = True

    def __init__(self, most: int) -> None:
        super().__init__(
            Phrase("{most} requests of yours are running, which is the most; wait for one to end.", most=most)
        )


class PaywallError(AllowanceError):
    """The model is a premium one, and the plan has none of those."""

    code = "PAYWALL"

    def __init__(self, model_id: str, required_plan: str) -> None:
        self.model_id = model_id
        self.required_plan = required_plan
        """Id of the first plan with premium models."""
        super().__init__(
            Phrase(
                "{model} needs the plan {plan}; subscribe to it, or choose another model.",
                model=model_id,
                plan=required_plan,
            )
        )


class AllowancesUnavailableError(AllowanceError):
    """The database does not answer."""

    code = "ALLOWANCES_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Your plan's limits cannot be read right now; try again in a moment.")
