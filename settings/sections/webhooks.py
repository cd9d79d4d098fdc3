"""What other systems are told."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from settings.addresses import PlainOrigin, split_list

__all__ = ["WebhookSettings"]


class WebhookSettings(BaseModel):
    """Outgoing webhooks. Endpoints are made by admins; they need MASTER_KEY, which seals their secrets."""

    webhook_timeout_seconds: int = Field(10, ge=1, le=30, description="Longest wait for an endpoint's answer.")
    webhook_disable_after_days: int = Field(
        5, ge=1, le=90, description="An endpoint that took nothing for so many days is sent nothing more."
    )
    webhook_private_origins: Annotated[list[PlainOrigin], BeforeValidator(split_list)] = Field(
        [],
        description="Comma-separated origins that webhooks may be sent to although their address is not public or "
        "their port not the usual one, such as https://hooks.internal:8443; in production https only.",
    )
