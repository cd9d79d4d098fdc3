"""When a failed attempt is made again, and after which pause. Pure rules.

The pause is any time up to a bound that doubles with each attempt (full jitter), so that many callers which failed
together do not come back together: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/. What the
provider asks for by `Retry-After` is waited for in full; where that is too long there is no other attempt.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gateways.providers.errors import ProviderError

__all__ = ["RetryRules", "pause_before_next"]

_RETRIED = frozenset({"PROVIDER_RATE_LIMITED", "PROVIDER_STREAM_CUT", "PROVIDER_TIMEOUT", "PROVIDER_UNAVAILABLE"})


@dataclass(frozen=True, slots=True)
class RetryRules:
    """How often, and how long apart."""

    attempts: int = 3
    """In all, the first one included."""
    base_seconds: float = 0.25
    longest_pause_seconds: float = 4.0
    longest_retry_after_seconds: float = 10.0
    """A provider that asks for a longer pause than this is not asked again."""


def pause_before_next(
    failure: ProviderError, attempt: int, rules: RetryRules, up_to: Callable[[float], float]
) -> float | None:
    """Seconds to wait after attempt number `attempt` (from 1 on) failed; None when it was the last.

    `up_to` gives a random number from 0 up to its argument.
    """
    if attempt >= rules.attempts or failure.code not in _RETRIED:
        return None
    asked = failure.retry_after_seconds
    if asked is None:
        return up_to(min(rules.longest_pause_seconds, rules.base_seconds * 2**attempt))
    return None if asked > rules.longest_retry_after_seconds else asked + up_to(rules.base_seconds)
