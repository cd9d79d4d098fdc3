"""The circuit breaker, alone and around a provider."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from gateways.providers import ChatTurn, CompletionEnd, FinishReason, ProviderError, ProviderRequest, TextDelta
from gateways.providers.breaker import BreakerState, CircuitBreaker
from gateways.providers.guarded import GuardedProvider
from gateways.providers.offline import OfflineProvider

REQUEST = ProviderRequest("m", [ChatTurn("user", "Hello")], max_tokens=10, temperature=0.7)


class Seconds:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Scripted(OfflineProvider):
    """Gives events and errors as they stand in `script`, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.script: list[TextDelta | CompletionEnd | ProviderError] = []
        self.asked = 0

    async def stream(self, request: ProviderRequest) -> AsyncGenerator[TextDelta | CompletionEnd, None]:
        self.asked += 1
        for part in self.script:
            if isinstance(part, ProviderError):
                raise part
            yield part


END = CompletionEnd(FinishReason.STOP, None, None)
AWAY = ProviderError("PROVIDER_UNAVAILABLE")


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def breaker(clock: Seconds) -> CircuitBreaker:
    return CircuitBreaker("p", failures=3, open_seconds=10.0, now=clock)


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        call = breaker.admit()
        assert call is not None
        breaker.failed(call)


def test_failures_in_a_row_open_it(breaker):
    fail(breaker, 2)
    breaker.succeeded(breaker.admit())
    fail(breaker, 2)
    assert breaker.state is BreakerState.CLOSED
    fail(breaker, 1)
    assert (breaker.state, breaker.admit(), breaker.seconds_left) == (BreakerState.OPEN, None, 10.0)


def test_after_its_time_one_trial_goes_through_and_closes_it(breaker, clock):
    fail(breaker, 3)
    clock.now = 10.0
    assert breaker.state is BreakerState.HALF_OPEN
    trial = breaker.admit()
    assert (trial is not None, breaker.admit()) == (True, None)
    breaker.succeeded(trial)
    assert breaker.state is BreakerState.CLOSED
    fail(breaker, 2)
    assert breaker.state is BreakerState.CLOSED


def test_a_trial_that_fails_opens_it_again(breaker, clock):
    fail(breaker, 3)
    clock.now = 10.0
    fail(breaker, 1)
    assert (breaker.state, breaker.seconds_left) == (BreakerState.OPEN, 10.0)


def test_a_trial_that_nobody_waits_for_makes_room_for_another(breaker, clock):
    fail(breaker, 3)
    clock.now = 10.0
    breaker.left(breaker.admit())
    assert breaker.admit() is not None


def test_a_call_from_before_it_opened_changes_nothing(breaker, clock):
    early = breaker.admit()
    fail(breaker, 3)
    breaker.succeeded(early)
    assert breaker.state is BreakerState.OPEN
    clock.now = 10.0
    trial = breaker.admit()
    breaker.failed(early)
    breaker.left(early)
    assert breaker.admit() is None
    breaker.succeeded(trial)
    assert breaker.state is BreakerState.CLOSED


async def ask(provider: GuardedProvider) -> str:
    try:
        async for _ in provider.stream(REQUEST):
            pass
    except ProviderError as error:
        return error.code
    return "ok"


async def test_a_provider_that_is_away_is_left_alone(breaker, clock):
    scripted = Scripted()
    provider = GuardedProvider(scripted, breaker)
    scripted.script = [AWAY]
    assert [await ask(provider) for _ in range(5)] == ["PROVIDER_UNAVAILABLE"] * 5
    assert scripted.asked == 3
    with pytest.raises(ProviderError) as caught:
        await anext(provider.stream(REQUEST))
    assert caught.value.retry_after_seconds == 10.0
    clock.now, scripted.script = 10.0, [TextDelta("Hi"), END]
    assert [await ask(provider) for _ in range(2)] == ["ok", "ok"]


@pytest.mark.parametrize("code", ["PROVIDER_RATE_LIMITED", "PROVIDER_AUTH", "MODEL_NOT_FOUND", "MESSAGE_MODERATED"])
async def test_an_answer_that_is_a_refusal_is_an_answer(breaker, code):
    scripted = Scripted()
    scripted.script = [ProviderError(code)]
    provider = GuardedProvider(scripted, breaker)
    fail(breaker, 2)
    assert [await ask(provider) for _ in range(5)] == [code] * 5
    assert (scripted.asked, breaker.state) == (5, BreakerState.CLOSED)


async def test_a_reply_that_breaks_off_is_no_failure_of_the_provider_to_answer(breaker):
    scripted = Scripted()
    scripted.script = [TextDelta("Hel"), ProviderError("PROVIDER_STREAM_CUT")]
    provider = GuardedProvider(scripted, breaker)
    assert [await ask(provider) for _ in range(5)] == ["PROVIDER_STREAM_CUT"] * 5
    assert breaker.state is BreakerState.CLOSED


async def test_a_trial_that_is_cancelled_makes_room_for_another(breaker, clock):
    class Silent(OfflineProvider):
        async def stream(self, request: ProviderRequest) -> AsyncGenerator[TextDelta, None]:
            await asyncio.Event().wait()
            yield TextDelta("never")

    fail(breaker, 3)
    clock.now = 10.0
    task = asyncio.create_task(ask(GuardedProvider(Silent(), breaker)))
    await asyncio.sleep(0)
    assert breaker.admit() is None
    task.cancel()
    await asyncio.wait({task})
    assert breaker.admit() is not None
