"""What is refused about outgoing webhooks.

TokentillError
├── TooManyEndpointsError            no further endpoint can be made
├── EndpointDisabledError            nothing is sent to an endpoint that is off
├── DeliveryPendingError             it is being tried anyway
└── OutgoingWebhooksUnavailableError the database does not answer
"""

from messages import Phrase
from services.errors import TokentillError

__all__ = [
    "DeliveryPendingError",
    "EndpointDisabledError",
    "OutgoingWebhooksUnavailableError",
    "TooManyEndpointsError",
]


class TooManyEndpointsError(TokentillError):
    """There are as many endpoints as there may be."""

    code = "TOO_MANY_WEBHOOK_ENDPOINTS"

    def __init__(self, most: int) -> None:
        super().__init__(Phrase("There are {most} endpoints already; delete one first.", most=most))


class EndpointDisabledError(TokentillError):
    """The endpoint is switched off, by an admin or because it took nothing."""

    code = "WEBHOOK_ENDPOINT_DISABLED"

    def __init__(self) -> None:
        super().__init__("The endpoint is disabled; enable it first.")


class DeliveryPendingError(TokentillError):
    """The delivery has not ended yet. Nothing was done."""

    code = "WEBHOOK_DELIVERY_PENDING"

    def __init__(self) -> None:
        super().__init__("This delivery is still being tried.")


class OutgoingWebhooksUnavailableError(TokentillError):
    """The database does not answer, or another admin changes the same just now."""

    code = "WEBHOOKS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Webhooks cannot be read or changed right now; try again in a moment.")
