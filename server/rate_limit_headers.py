"""What of a limit is left, in headers.

Sources: the IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers-10), and RFC 9110,
section 10.2.3, for Retry-After.
"""

from services.rate_limits.errors import RateLimitRefusedError
from services.rate_limits.quota import Quota

__all__ = ["LIMIT_HEADERS", "quota_headers", "refusal_headers"]

_POLICY, _LEFT, _RETRY_AFTER = "RateLimit-Policy", "RateLimit", "Retry-After"
LIMIT_HEADERS = (_LEFT, _POLICY, _RETRY_AFTER)


def quota_headers(quota: Quota | None) -> dict[str, str]:
    """`RateLimit-Policy` and `RateLimit`; none where nothing was counted."""
    if quota is None:
        return {}
    limit = quota.limit
    return {
        _POLICY: f'"{limit.name}";q={limit.amount};w={limit.seconds}',
        _LEFT: f'"{limit.name}";r={quota.remaining};t={quota.reset_seconds}',
    }


def refusal_headers(refusal: RateLimitRefusedError) -> dict[str, str]:
    """Those of an answer that refuses."""
    return {_RETRY_AFTER: str(refusal.retry_after_seconds), **quota_headers(refusal.quota)}
