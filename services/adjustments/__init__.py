"""What admins do to balances. Start at `service.Adjustments`."""

from services.adjustments.service import Adjusted, Adjustments

__all__ = ["Adjusted", "Adjustments"]
