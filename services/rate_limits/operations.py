"""Operations that have limits of their own: what costs money or work, opens accounts, or lets somebody guess."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.rate_limits.window import Limit
from settings import SettingsError

__all__ = ["GROUPS", "Group", "OperationLimits"]


@dataclass(frozen=True, slots=True)
class Group:
    """Root fields that are counted together.

    `by_address` tells that they are counted by address, signed in or not; else by user or API key.
    """

    rate: str
    fields: frozenset[str]
    by_address: bool = False


GROUPS: Mapping[str, Group] = {
    "sign_in": Group(
        "30/15 minutes",
        frozenset({"changePassword", "deleteMyAccount", "exchangeSignIn", "login", "resetPassword", "verifyEmail"}),
        by_address=True,
    ),
    "register": Group("20/hour", frozenset({"register"}), by_address=True),
    "guest": Group("60/hour", frozenset({"startGuestSession"}), by_address=True),
    "refresh": Group("100/15 minutes", frozenset({"refreshSession"}), by_address=True),
    "mail": Group(
        "20/hour", frozenset({"changeEmail", "requestPasswordReset", "sendVerificationEmail"}), by_address=True
    ),
    "chat": Group(
        "120/minute",
        frozenset({"chat", "chatStream", "generateTicket", "regenerateReply", "regenerateReplyStream"}),
    ),
    "purchase": Group(
        "60/15 minutes",
        frozenset(
            {
                "changeSubscription",
                "createBillingPortalSession",
                "purchase",
                "startCardSetup",
                "startCheckout",
                "subscribe",
                "verifyRazorpayPayment",
            }
        ),
    ),
    "claim": Group("30/minute", frozenset({"claim"})),
    "api_keys": Group("30/hour", frozenset({"createApiKey"})),
}
"""By name. RATE_LIMIT_OPERATIONS gives other rates; docs/rate-limits.md has the table."""


class OperationLimits:
    """The groups with the rates that are set. Raises SettingsError for the rate of a group that does not exist."""

    def __init__(self, rates: Mapping[str, str], groups: Mapping[str, Group] = GROUPS) -> None:
        unknown = sorted(rates.keys() - groups.keys())
        if unknown:
            raise SettingsError(
                [f"RATE_LIMIT_OPERATIONS: there is no group {unknown[0]}; there are {', '.join(groups)}"]
            )
        self._of_field = {
            field: (Limit.of(name, rates.get(name, group.rate)), group.by_address)
            for name, group in groups.items()
            for field in group.fields
        }

    def of(self, calls: Mapping[str, int]) -> Iterator[tuple[Limit, bool, int]]:
        """Limits that root fields, called so often each, take from: the limit, whether by address, and the units."""
        if self._of_field.keys().isdisjoint(calls):
            return  # as most are
        units = Counter[tuple[Limit, bool]]()
        for field, times in calls.items():
            found = self._of_field.get(field)
            if found is not None:
                units[found] += times
        for (limit, by_address), taken in units.items():
            yield limit, by_address, taken
