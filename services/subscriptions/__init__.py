"""Plans, paid for by the month or year. `service.Subscriptions` sells them; `plans.Plans` says what holds for whom."""

from services.subscriptions.plans import Plans
from services.subscriptions.service import Subscriptions

__all__ = ["Plans", "Subscriptions"]
