"""The keys of one provider, as its gateway asks for them: one for each call, and another at once where one is refused.

Which keys there are, what each may do and which comes first is decided by `services/provider_keys`. A provider with the
one key of the settings has `OneKey`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from gateways.providers.errors import ProviderError
from gateways.providers.provider import ChatProvider

__all__ = ["KEY_FAILURES", "KeyedProvider", "Keys", "OneKey", "UsableKey"]

KEY_FAILURES = frozenset({"PROVIDER_AUTH", "PROVIDER_PAYMENT_REQUIRED", "PROVIDER_RATE_LIMITED"})
"""Failures that another key may not have: 401, 402 and 429."""


@dataclass(frozen=True, slots=True)
class UsableKey:
    """A key for one call."""

    id: str
    secret: str = field(repr=False)


class Keys(Protocol):
    """The keys of one provider."""

    async def take(self, model: str | None, tried: Collection[str] = ()) -> UsableKey:
        """The cheapest that may be used for `model` now (None: for the model list), none whose id is in `tried`.

        Where no other is left, one of `tried` again. Raises ProviderError when none may be used at all.
        """

    async def failed(self, key: UsableKey, model: str | None, failure: ProviderError, tried: Collection[str]) -> bool:
        """Let `key` rest if the failure is one of KEY_FAILURES; whether another may be tried at once instead."""

    def used(self, key: UsableKey, model: str, nanodollars: int) -> None:
        """A call with `key` was served, and cost so many billionths of a US dollar by the provider's price."""


@runtime_checkable
class KeyedProvider(ChatProvider, Protocol):
    """A provider that can tell whether a key is good."""

    async def test_key(self, secret: str, model: str) -> None:
        """Have `model` begin a short reply, with this key and no other. Raises ProviderError."""


class OneKey:
    """A single key, without limits: it never rests, so that its caller's own retries are all that counts."""

    def __init__(self, secret: str) -> None:
        self._key = UsableKey("settings", secret)

    async def take(self, model: str | None, tried: Collection[str] = ()) -> UsableKey:  # noqa: ARG002
        """See `Keys`."""
        return self._key

    async def failed(self, key: UsableKey, model: str | None, failure: ProviderError, tried: Collection[str]) -> bool:  # noqa: ARG002
        """See `Keys`."""
        return False

    def used(self, key: UsableKey, model: str, nanodollars: int) -> None:
        """See `Keys`."""
