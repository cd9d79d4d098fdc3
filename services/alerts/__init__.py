"""What is wrong with the business right now, for admins. `conditions` sees it, `service.Alerts` keeps and tells it."""

from services.alerts.service import Alerts

__all__ = ["Alerts"]
