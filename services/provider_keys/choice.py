"""Which keys may be used now, how long one rests that was refused, and why none may be used. Pure rules."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from gateways.providers import ProviderError
from services.provider_keys.known import KnownKey, KnownKeys, Rest

__all__ = ["FLAGGED", "PROBE_SECONDS", "ready_keys", "refusal", "refused_keys", "rest_after"]

_AUTH, _CREDIT, _LIMITED = "PROVIDER_AUTH", "PROVIDER_PAYMENT_REQUIRED", "PROVIDER_RATE_LIMITED"
FLAGGED = frozenset({_AUTH, _CREDIT})
"""A rest because of these stays to be seen until the key is good again."""
_REFUSED_REST = timedelta(hours=1)
_CREDIT_REST = timedelta(minutes=10)
_LIMITED_REST = timedelta(seconds=5)
"""Where the provider does not say how long."""
_LONGEST_LIMITED_REST = timedelta(hours=1)
PROBE_SECONDS = 15
"""So often one call tries a refused key all the same, where there is no other: the provider may have been wrong."""


def ready_keys(known: KnownKeys, provider: str, model: str | None, now: datetime) -> list[KnownKey]:
    """Those that may be used, the cheapest first, limits aside."""
    return [key for key in _usable(known, provider) if known.rest_of(key.id, model, now) is None]


def refused_keys(known: KnownKeys, provider: str, model: str | None, now: datetime) -> Iterator[tuple[KnownKey, Rest]]:
    """Those that rest since they were refused, and might be good again."""
    for key in _usable(known, provider):
        rest = known.rest_of(key.id, model, now)
        if rest is not None and rest.code in FLAGGED:
            yield key, rest


def rest_after(failure: ProviderError, model: str | None, now: datetime, *, others: bool) -> Rest | None:
    """How long a key rests that failed so; None: not at all.

    A limit of requests is about the model that was asked for. A key without others rests only as long as its provider
    asks: its callers' own retries are pauses enough, and where one request was too dear for what is left of its credit,
    a smaller one may not be. It is flagged all the same.
    """
    match failure.code:
        case "PROVIDER_AUTH":
            return Rest(_AUTH, now, now + _REFUSED_REST)
        case "PROVIDER_PAYMENT_REQUIRED":
            return Rest(_CREDIT, now, now + (_CREDIT_REST if others else timedelta()))
        case "PROVIDER_RATE_LIMITED" if model is not None:
            asked = failure.retry_after_seconds
            if asked is not None:
                length = min(timedelta(seconds=asked), _LONGEST_LIMITED_REST)
            else:
                length = _LIMITED_REST if others else timedelta()
            return Rest(_LIMITED, now, now + length) if length else None
        case _:
            return None


def refusal(
    known: KnownKeys, provider: str, model: str | None, used_up: Collection[str], now: datetime
) -> ProviderError:
    """Why no key may be used, by what passes first; `used_up` are ids of keys at a limit of ours."""
    usable = _usable(known, provider)
    rests = [rest for key in usable if (rest := known.rest_of(key.id, model, now)) is not None]
    limited = [rest.until for rest in rests if rest.code == _LIMITED]
    if limited:
        return ProviderError(_LIMITED, retry_after_seconds=(min(limited) - now).total_seconds())
    if used_up:
        return ProviderError("PROVIDER_LIMIT_REACHED")
    for code in (_CREDIT, _AUTH):
        if any(rest.code == code for rest in rests):
            return ProviderError(code)
    return ProviderError("PROVIDER_KEY_MISSING")


def _usable(known: KnownKeys, provider: str) -> Sequence[KnownKey]:
    return [key for key in known.by_provider.get(provider, ()) if key.enabled and key.secret is not None]
