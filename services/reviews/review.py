"""One thing that waits for an admin. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from models.payment import Payment, PaymentFlag
from models.subscription import Subscription
from models.webhook_event import WebhookEvent
from services.payments.decisions import FlagCode

__all__ = ["EVENT_FLAGS", "Decision", "Review", "ReviewKind"]

EVENT_FLAGS = (
    FlagCode.OTHER_API_VERSION, FlagCode.UNKNOWN_PAYMENT, FlagCode.UNKNOWN_SUBSCRIPTION, FlagCode.UNRESOLVED,
)  # fmt: skip
"""Flags that stand at an event alone. Every other flag of an event stands at its payment or subscription, too."""


class ReviewKind(StrEnum):
    """What is flagged; the value is the prefix of its ids."""

    PAYMENT = "pay"
    SUBSCRIPTION = "subn"
    EVENT = "evt"


class Decision(StrEnum):
    """What an admin decides."""

    CREDIT = "credit"
    """Grant what was bought, although something differs. Once, as any payment."""
    REFUND = "refund"
    """Let all that is left of the money go back."""
    CHECK_AGAIN = "check_again"
    """Ask the gateway how it stands now, and do what follows."""
    DISMISS = "dismiss"
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is flagged, with the flags that nobody has resolved."""

    kind: ReviewKind
    row: Payment | Subscription | WebhookEvent

    @property
    def id(self) -> str:
        """That of the payment, the subscription or our row of the event."""
        return self.row.id

    @property
    def flags(self) -> list[PaymentFlag]:
        """Those that wait."""
        if isinstance(self.row, WebhookEvent):
            flag = self.row.flag
            if flag is None or self.row.resolved_at is not None:
                return []
            at = self.row.handled_at or self.row.received_at
            return [PaymentFlag(code=flag, detail=self.row.type, event_id=self.row.event_id, at=at)]
        return [flag for flag in self.row.flags if flag.resolved_at is None]

    @property
    def user_id(self) -> str | None:
        """Whose it is; None where nobody is known."""
        return None if isinstance(self.row, WebhookEvent) else self.row.user_id

    @property
    def decisions(self) -> list[Decision]:
        """What can be decided about it."""
        possible = [Decision.CHECK_AGAIN, Decision.DISMISS]
        if not isinstance(self.row, Payment):
            return possible
        if self.row.credited_at is None and self.row.denied_at is None:
            possible.insert(0, Decision.CREDIT)
        if self.row.gateway_reference is not None:
            possible.insert(-2, Decision.REFUND)
        return possible
