"""Tokens spent for work that is done elsewhere, by whoever has an API key for it. Start at `service.Spending`."""

from services.spending.service import Spending
from services.spending.work import WorkDone

__all__ = ["Spending", "WorkDone"]
