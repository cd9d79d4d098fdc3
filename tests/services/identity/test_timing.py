"""Nobody can tell by the time of an answer whether an address has an account. What is done is compared elsewhere."""

import math
import time
from collections.abc import Awaitable, Callable

import pytest

from messages import Language
from services.identity.errors import InvalidCredentialsError
from services.identity.service import IdentityService
from tests.support.clock import MovableClock

ADA, NOBODY = "ada@example.com", "nobody@example.com"
ROUNDS = 300
HIGHEST_Z = 4.5
"""Of the rank test; equal distributions pass it once in 150,000 times."""

pytestmark = pytest.mark.nightly


def rank_sum_z(first: list[float], second: list[float]) -> float:
    """By how many standard deviations the ranks of `first` differ from those of equals (Mann and Whitney)."""
    ranked = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    ranks = sum(place for place, (_, group) in enumerate(ranked, start=1) if group == 0)
    n, m = len(first), len(second)
    return (ranks - n * (n + m + 1) / 2) / math.sqrt(n * m * (n + m + 1) / 12)


async def measured(call: Callable[[str], Awaitable[None]], clock: MovableClock) -> tuple[list[float], list[float]]:
    """Seconds of known and unknown addresses, in turns, so that what else the machine does meets both."""
    times: dict[str, list[float]] = {ADA: [], NOBODY: []}
    for number in range(ROUNDS):
        for email in (ADA, NOBODY) if number % 2 else (NOBODY, ADA):
            clock.move(hours=2)
            started = time.perf_counter()
            await call(email)
            times[email].append(time.perf_counter() - started)
    return times[ADA], times[NOBODY]


def test_the_rank_test_finds_what_differs() -> None:
    assert abs(rank_sum_z([1.0 + n for n in range(100)], [1.5 + n for n in range(100)])) < HIGHEST_Z
    assert abs(rank_sum_z([1.0 + n for n in range(100)], [40.0 + n for n in range(100)])) > HIGHEST_Z


async def test_a_wrong_password_takes_as_long_as_an_unknown_address(
    mailing: IdentityService, clock: MovableClock
) -> None:
    await mailing.register(ADA, "a long enough passphrase", "Ada")

    async def wrong(email: str) -> None:
        with pytest.raises(InvalidCredentialsError):
            await mailing.login(email, "wrong horse", "203.0.113.7")

    assert abs(rank_sum_z(*await measured(wrong, clock))) < HIGHEST_Z


async def test_asking_for_a_reset_takes_as_long_for_nobody(mailing: IdentityService, clock: MovableClock) -> None:
    await mailing.register(ADA, "a long enough passphrase", "Ada")

    async def ask(email: str) -> None:
        await mailing.password_changes.request_reset(email, Language.EN, "203.0.113.7")

    assert abs(rank_sum_z(*await measured(ask, clock))) < HIGHEST_Z
