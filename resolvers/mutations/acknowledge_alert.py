"""`acknowledgeAlert`: an admin takes an alert up."""

import strawberry

from schema.alert import AcknowledgeAlertInput, AcknowledgeAlertResult, AlertAcknowledged
from schema.context import Info, require_admin
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["acknowledge_alert"]


@strawberry.mutation(description="Tell other admins that somebody looks after an alert. Repeating it changes nothing.")
async def acknowledge_alert(info: Info, input: AcknowledgeAlertInput) -> AcknowledgeAlertResult:
    """Take it up, and map what is refused."""
    try:
        alert = await info.context.services.alerts.acknowledge(require_admin(info), input.alert_id, input.note)
    except TokentillError as error:
        return OperationRefused.of(error)
    return AlertAcknowledged.of(alert)
