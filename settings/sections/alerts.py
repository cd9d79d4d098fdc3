"""When admins are alerted."""

from pydantic import BaseModel, Field

__all__ = ["AlertSettings"]


class AlertSettings(BaseModel):
    """A rate is judged only where there were enough of what it is a rate of."""

    alert_provider_failure_percent: int = Field(
        20, ge=0, le=100, description="Alert when a model provider fails at so many of 100 requests. 0: never."
    )
    alert_provider_minutes: int = Field(15, ge=1, le=1_440, description="Over so long a time.")
    alert_payment_failure_percent: int = Field(
        50, ge=0, le=100, description="Alert when so many of 100 payments of one way to pay fail. 0: never."
    )
    alert_payment_minutes: int = Field(60, ge=1, le=10_080, description="Over so long a time.")
    alert_least_count: int = Field(10, ge=1, le=1_000_000, description="Fewer requests or payments alert nobody.")
    alert_webhook_minutes: int = Field(
        15, ge=1, le=10_080, description="Alert when a payment gateway's event could not be handled for so long."
    )
