import pytest

from services.attempts import AttemptThrottle
from services.identity.errors import TooManyAttemptsError
from tests.support.clock import MovableClock


def waits(throttle: AttemptThrottle, email: str = "ada@example.com") -> int:
    try:
        throttle.check(email)
    except TooManyAttemptsError as error:
        return error.seconds_left
    return 0


def test_five_failures_are_free_and_then_the_wait_doubles_up_to_five_minutes() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle(clock)
    seen = []
    for _ in range(15):
        throttle.failed("ada@example.com")
        seen.append(waits(throttle))
        clock.move(seconds=seen[-1])
        assert waits(throttle) == 0
    assert seen == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert waits(throttle, "eve@example.com") == 0


def test_success_or_an_hour_forgets() -> None:
    clock = MovableClock()
    throttle = AttemptThrottle(clock)
    for _ in range(6):
        throttle.failed("ada@example.com")
    throttle.succeeded("ada@example.com")
    assert waits(throttle) == 0
    for _ in range(5):
        throttle.failed("ada@example.com")
    clock.move(seconds=3_601)
    throttle.failed("ada@example.com")
    assert waits(throttle) == 0


def test_its_table_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.attempts._REMEMBERED_MAXIMUM", 10)
    throttle = AttemptThrottle(MovableClock())
    for number in range(100):
        throttle.failed(f"{number}@example.com")
    assert list(throttle._failures) == [f"{number}@example.com" for number in range(90, 100)]
