"""Asks the rate limits at each stage of an operation, and puts their refusals into the form of GraphQL errors."""

from collections.abc import Mapping

from messages import Language, in_language
from schema.context import RequestContext
from server.graphql.engine import Operation
from server.graphql.problems import RequestRefusedError, problem
from server.rate_limit_headers import quota_headers, refusal_headers
from services.errors import AccessTokenExpiredError, NotAuthenticatedError, TokentillError
from services.rate_limits import RateLimits
from services.rate_limits.errors import RateLimitRefusedError
from services.rate_limits.quota import Quota

__all__ = ["RateLimiting", "rate_refusal"]

_TOO_MANY_REQUESTS = 429


def rate_refusal(refusal: RateLimitRefusedError, language: Language = Language.EN) -> RequestRefusedError:
    """HTTP 429, or what a WebSocket's message `error` holds: with the seconds in either."""
    message = in_language(refusal.message, language)
    entry = problem(refusal.code, message, retryable=True, retryAfterSeconds=refusal.retry_after_seconds)
    return RequestRefusedError([entry], status=_TOO_MANY_REQUESTS, headers=refusal_headers(refusal))


class RateLimiting:
    """For both transports. Without `limits`, for schemas without accounts, nothing is limited."""

    def __init__(self, limits: RateLimits | None) -> None:
        self._limits = limits

    def suspects(self, address: str | None) -> bool:
        """Whether an address is banned, so that only a token that is good lets a call of it in."""
        return self._limits is not None and self._limits.is_banned(address)

    async def refused_token(self, error: TokentillError, address: str | None, language: Language) -> None:
        """A token was not good, for the reason `error`. Raises RequestRefusedError when that was so too often.

        One that has merely run out is no guess: it was ours.
        """
        is_guess = isinstance(error, NotAuthenticatedError) and not isinstance(error, AccessTokenExpiredError)
        if self._limits is None or not is_guess:
            return
        try:
            await self._limits.refused_token(address)
        except RateLimitRefusedError as refusal:
            raise rate_refusal(refusal, language) from refusal

    async def caller(self, context: RequestContext, *, counted: bool) -> Quota | None:
        """When it is known who calls. `counted` tells that the address was counted already, as that of a request.

        What `operation` wants to know. Raises RequestRefusedError.
        """
        if self._limits is None:
            return None
        try:
            if context.viewer is not None:
                return await self._limits.admit_caller(context.viewer)
            if counted:
                return None
            return await self._limits.admit_request(context.client_address, anonymous=True)
        except RateLimitRefusedError as refusal:
            raise rate_refusal(refusal, context.language) from refusal

    async def operation(self, context: RequestContext, operation: Operation, taken: Quota | None) -> Mapping[str, str]:
        """When the operation's cost is known. Headers for its answer. Raises RequestRefusedError.

        `taken` is what `caller` gave.
        """
        if self._limits is None:
            return {}
        try:
            quota = await self._limits.admit_operation(
                context.viewer, context.client_address, cost=operation.cost, calls=operation.calls, taken=taken
            )
        except RateLimitRefusedError as refusal:
            raise rate_refusal(refusal, context.language) from refusal
        return quota_headers(quota)
