"""`acknowledgeAlert`: an admin takes an alert up."""

import strawberry

from schema.alert import AcknowledgeAlertInput, AcknowledgeAlertResult, AlertAcknowledged
from schema.context import Info, require_admin

__all__ = ["acknowledge_alert"]


@strawberry.mutation(description="Tell other admins that somebody looks after an alert. Repeating it changes nothing.")
async def acknowledge_alert(info: Info, input: AcknowledgeAlertInput) -> AcknowledgeAlertResult:
    """Take it up."""
    alert = await info.context.services.alerts.acknowledge(require_admin(info), input.alert_id, input.note)
    return AlertAcknowledged.of(alert)
