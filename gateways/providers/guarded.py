"""A provider behind a circuit breaker."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from gateways.providers.breaker import CircuitBreaker
from gateways.providers.errors import ProviderError
from gateways.providers.keys import KeyedProvider
from gateways.providers.provider import ChatProvider, ListedModel, ProviderEvent, ProviderRequest, TokenCounts

__all__ = ["GuardedKeyedProvider", "GuardedProvider"]

_AWAY = frozenset({"PROVIDER_BAD_RESPONSE", "PROVIDER_STREAM_CUT", "PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE"})
"""What counts as a failure. Any other error is an answer: a limit, or one model or key that is wrong, and the provider
serves others."""


class GuardedProvider:
    """A ChatProvider. While the circuit is open, `stream` raises PROVIDER_UNAVAILABLE at once, without asking.

    A call that gave anything has succeeded, however it ends: the breaker is about whether the provider can be reached.
    """

    def __init__(self, provider: ChatProvider, breaker: CircuitBreaker) -> None:
        self._provider = provider
        self._breaker = breaker

    @property
    def name(self) -> str:
        """The name of the provider."""
        return self._provider.name

    @property
    def publishes_prices(self) -> bool | None:
        """See `ChatProvider`."""
        return self._provider.publishes_prices

    async def list_models(self) -> list[ListedModel]:
        """See `ChatProvider`. The list has a policy of its own for a provider that is away."""
        return await self._provider.list_models()

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See `ChatProvider`."""
        call = self._breaker.admit()
        if call is None:
            raise ProviderError("PROVIDER_UNAVAILABLE", retry_after_seconds=self._breaker.seconds_left)
        answered = False
        try:
            async with aclosing(self._provider.stream(request)) as events:
                async for event in events:
                    answered = True
                    self._breaker.succeeded(call)
                    yield event
        except ProviderError as error:
            if error.code not in _AWAY:
                self._breaker.succeeded(call)
            elif not answered:
                self._breaker.failed(call)
            raise
        finally:
            self._breaker.left(call)

    async def usage_record(self, request_id: str, seconds: float) -> TokenCounts | None:
        """See `ChatProvider`."""
        return await self._provider.usage_record(request_id, seconds)

    async def close(self) -> None:
        """See `ChatProvider`."""
        await self._provider.close()


class GuardedKeyedProvider(GuardedProvider):
    """A KeyedProvider. A key is tested whatever the circuit: an admin wants to know now."""

    def __init__(self, provider: KeyedProvider, breaker: CircuitBreaker) -> None:
        super().__init__(provider, breaker)
        self._keyed = provider

    async def test_key(self, secret: str, model: str) -> None:
        """See `KeyedProvider`."""
        await self._keyed.test_key(secret, model)
