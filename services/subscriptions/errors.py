"""What subscriptions refuse, and what they cannot know.

TokentillError
├── SubscriptionError
│   ├── PlanNotSoldError                   the plan has no price in this currency and interval, or is the free one
│   ├── AlreadySubscribedError             a user has one running subscription at most
│   ├── NotSubscribedError                 there is no subscription that this could be done to
│   ├── PlanUnchangedError                 the subscription is on this plan already
│   ├── SubscriptionNotChangeableError     it waits for a payment, or is about to end
│   ├── SubscriptionChangePendingError     another change is not finished
│   ├── SubscriptionRefusedError           the gateway will not do it, because of the card for instance
│   ├── SubscriptionNotPayableError        the first payment can no longer be made
│   └── SubscriptionsUnavailableError      our database does not answer; the same key goes on where it stopped
├── GatewayUnreachableError                the gateway does not answer (services/payments/errors.py)
├── IdempotencyConflictError               the key was used for other input (services/ledger/errors.py)
└── PlanNotFoundError                      no plan has this id (services/catalog/errors.py)
"""

from messages import Phrase
from models.payment import PaymentFailure
from models.subscription import PlanInterval, SubscriptionStatus
from services.errors import TokentillError
from services.payments.declines import explain_decline

__all__ = [
    "AlreadySubscribedError",
    "NotSubscribedError",
    "PlanNotSoldError",
    "PlanUnchangedError",
    "SubscriptionChangePendingError",
    "SubscriptionError",
    "SubscriptionNotChangeableError",
    "SubscriptionNotPayableError",
    "SubscriptionRefusedError",
    "SubscriptionsUnavailableError",
]


class SubscriptionError(TokentillError):
    """A subscription, or a change of one, that did not happen or is not known to have."""


class PlanNotSoldError(SubscriptionError):
    """Nobody can subscribe to the plan on these terms."""

    code = "PLAN_NOT_SOLD"

    def __init__(self, currency: str | None, interval: PlanInterval) -> None:
        terms = {"interval": interval.value, "currency": currency}
        super().__init__(
            Phrase("This plan is not sold by the {interval}. To go back to free, cancel.", **terms)
            if currency is None
            else Phrase("This plan is not sold by the {interval} in {currency}. To go back to free, cancel.", **terms)
        )


class AlreadySubscribedError(SubscriptionError):
    """The user has a running subscription. Also while its first payment is open."""

    code = "ALREADY_SUBSCRIBED"

    def __init__(self) -> None:
        super().__init__("You have a subscription already; change it, or cancel it and wait until it ends.")


class NotSubscribedError(SubscriptionError):
    """The user has no running subscription."""

    code = "NOT_SUBSCRIBED"

    def __init__(self) -> None:
        super().__init__("You have no subscription that is running.")


class PlanUnchangedError(SubscriptionError):
    """The subscription is on this plan, and will be on it in its next period."""

    code = "PLAN_UNCHANGED"

    def __init__(self) -> None:
        super().__init__("Your subscription is on this plan already.")


class SubscriptionNotChangeableError(SubscriptionError):
    """The subscription waits for a payment or is about to end. `status` is where it stands."""

    code = "SUBSCRIPTION_NOT_CHANGEABLE"

    def __init__(self, status: SubscriptionStatus, *, ending: bool = False) -> None:
        self.status = status
        super().__init__(
            Phrase("This subscription cannot be changed now: it is about to end; resume it first.")
            if ending
            else Phrase(
                "This subscription cannot be changed now: its status is {status}.",
                status=status.value.replace("_", " "),
            )
        )


class SubscriptionChangePendingError(SubscriptionError):
    """Another change of the subscription is not finished yet."""

    code = "SUBSCRIPTION_CHANGE_PENDING"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Another change of your subscription is still being made; try again in a minute.")


class SubscriptionRefusedError(SubscriptionError):
    """The gateway will not do it; nothing has changed. `failure` has the gateway's code."""

    code = "SUBSCRIPTION_REFUSED"

    def __init__(self, failure: PaymentFailure) -> None:
        self.failure = failure
        reason = explain_decline(failure.code).message
        super().__init__(Phrase("It was refused, and nothing has changed. {reason}", reason=reason))


class SubscriptionNotPayableError(SubscriptionError):
    """The first payment was not made in time, or is made already."""

    code = "SUBSCRIPTION_NOT_PAYABLE"

    def __init__(self) -> None:
        super().__init__("This subscription waits for no payment; look at `subscription`.")


class SubscriptionsUnavailableError(SubscriptionError):
    """Our database does not answer."""

    code = "SUBSCRIPTIONS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Subscriptions cannot be reached right now. Try again with the same idempotency key.")
