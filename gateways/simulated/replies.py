"""Idempotency keys as Stripe documents them.

https://docs.stripe.com/api/idempotent_requests and https://docs.stripe.com/error-low-level#idempotency
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.store import Store

__all__ = ["KEPT_SECONDS", "Replies", "Reply"]

KEPT_SECONDS = 86_400
MAXIMUM_KEY_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the request that first got it."""

    status: int
    body: bytes
    request_id: str


class Replies:
    """The stored answers, and the keys whose first request is still running."""

    def __init__(self, store: Store) -> None:
        self._db = store.connection
        self._running: set[str] = set()

    @contextmanager
    def claim(self, key: str) -> Iterator[None]:
        """Hold the key while its request runs; raises 409 to a second one at the same time."""
        if len(key) > MAXIMUM_KEY_CHARACTERS:
            raise invalid_request(f"Idempotency keys may have {MAXIMUM_KEY_CHARACTERS} characters.")
        if key in self._running:
            message = (
                "There is currently another in-progress request using this Idempotent Key. Please try again later."
            )
            raise ApiError(409, "idempotency_error", message, code="idempotency_key_in_use")
        self._running.add(key)
        try:
            yield
        finally:
            self._running.discard(key)

    def find(self, key: str, endpoint: str, params: dict[str, Any], *, now: float) -> Reply | None:
        """The stored answer to the same request; raises 400 when the key came with another one."""
        row = self._db.execute(
            "SELECT endpoint, fingerprint, status, body, request_id FROM replies WHERE key = ? AND created > ?",
            (key, now - KEPT_SECONDS),
        ).fetchone()
        if row is None:
            return None
        if row["endpoint"] != endpoint:
            raise _misused(f"the same endpoint they were first used for ('{row['endpoint']}' vs '{endpoint}')", key)
        if row["fingerprint"] != _fingerprint(params):
            raise _misused("the same parameters they were first used with", key)
        return Reply(row["status"], row["body"], row["request_id"])

    def keep(self, key: str, endpoint: str, params: dict[str, Any], reply: Reply, *, now: float) -> None:
        """Store the answer, in the transaction of what it tells of."""
        self._db.execute(
            "INSERT OR REPLACE INTO replies (key, endpoint, fingerprint, status, body, request_id, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, endpoint, _fingerprint(params), reply.status, reply.body, reply.request_id, now),
        )


def _misused(only_with: str, key: str) -> ApiError:
    message = (
        f"Keys for idempotent requests can only be used with {only_with}."
        f" Try using a key other than '{key}' if you meant to execute a different request."
    )
    return ApiError(400, "idempotency_error", message)


def _fingerprint(params: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode("utf-8")).hexdigest()
