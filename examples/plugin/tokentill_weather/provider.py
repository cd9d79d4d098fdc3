"""A provider of one model. It needs no network: the weather is made up, and the same for the same question."""

from collections.abc import AsyncGenerator, Sequence

from gateways.plugins import (
    CompletionEnd,
    FinishReason,
    ListedModel,
    PluginContext,
    ProviderError,
    ProviderEvent,
    ProviderRequest,
    TextDelta,
    TokenCounts,
)

__all__ = ["WeatherPlugin"]

KINDS = ("sun", "rain", "snow", "wind")
# US dollars for one token, as providers publish them.
PRICES = {"input": "0.000001", "output": "0.000002"}


class WeatherProvider:
    """Tells the weather. Another one would call a service here, and raise ProviderError with one of its codes."""

    name = "weather"
    publishes_prices = True

    def __init__(self, place: str) -> None:
        self._place = place

    async def list_models(self) -> list[ListedModel]:
        """Every model that can be asked."""
        return [ListedModel("weather/today", "Weather of today", context_window=8_000, prices=PRICES)]

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[ProviderEvent, None]:
        """Text piece by piece, then one CompletionEnd with what it took."""
        asked = request.turns[-1].content
        if "yesterday" in asked:
            raise ProviderError("PROVIDER_REFUSED")
        words = f"In {self._place} there is {KINDS[len(asked) % len(KINDS)]} today.".split(" ")
        for number, word in enumerate(words):
            yield TextDelta(word if number == 0 else f" {word}")
        usage = TokenCounts(input_tokens=len(asked.split()), output_tokens=len(words))
        yield CompletionEnd(FinishReason.STOP, usage, request_id=None)

    async def usage_record(self, _request_id: str, _seconds: float) -> TokenCounts | None:
        """It keeps no records of replies that broke off."""
        return None

    async def close(self) -> None:
        """There is nothing to free."""


class WeatherPlugin:
    """What the entry point names: it is called with the context."""

    api_version = 1

    def __init__(self, context: PluginContext) -> None:
        self._place = context.options.get("place", "London")

    def providers(self) -> Sequence[WeatherProvider]:
        """One."""
        return [WeatherProvider(self._place)]
