"""Sends webhooks until the receiver says 2xx: at least once, in no promised order, with a bounded number of tries."""

import asyncio
import contextlib
import functools
import json
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import structlog

from gateways.simulated.outbox import Delivery, Outbox
from gateways.simulated.signing import signature_header
from gateways.simulated.store import Store
from gateways.tls import trusted_authorities

__all__ = ["DeliveryOptions", "Dispatcher", "Pack"]

_log = structlog.get_logger(__name__)

CONCURRENT_DELIVERIES = 16
_IDLE_SECONDS = 5.0
_SHORTEST_SECONDS = 0.02
_LOST_SECONDS = 1.0
"""Beyond its time limit, a delivery that nobody finished was lost with its process, and is sent again."""


Pack = Callable[[dict[str, Any]], tuple[bytes, dict[str, str]]]
"""The body and the headers with which a stored event is sent."""


class DeliveryOptions(Protocol):
    """What a dispatcher must know; times are in seconds."""

    @property
    def webhook_url(self) -> str | None:
        """Where events are sent; None for nowhere."""

    @property
    def webhook_secret(self) -> str:
        """Signs them."""

    @property
    def retry_seconds(self) -> float:
        """Wait before the second delivery of an event; it doubles up to `retry_most_seconds`."""

    @property
    def retry_most_seconds(self) -> float:
        """The longest wait."""

    @property
    def delivery_attempts(self) -> int:
        """How often an event is sent at most."""

    @property
    def delivery_timeout_seconds(self) -> float:
        """How long the receiver may take."""

    @property
    def now(self) -> Callable[[], float]:
        """Unix seconds."""


class Dispatcher:
    """Runs beside the API while the application is up. `pack` prepares what is sent; as Stripe does when None."""

    def __init__(self, options: DeliveryOptions, store: Store, pack: Pack | None = None) -> None:
        self.outbox = Outbox(store)
        self.holding = False
        """Whether new deliveries are held back until somebody releases them."""
        self._options = options
        self._store = store
        self._pack = pack or self._as_stripe
        self._wake = asyncio.Event()
        self._sending: dict[int, asyncio.Task[None]] = {}

    def enqueue(self, event_id: str, event_type: str, *, times: int = 1, at_once: bool = False) -> list[int]:
        """Queue deliveries of an event, if there is an address; `at_once` passes by a hold."""
        if self._options.webhook_url is None:
            return []
        held = self.holding and not at_once
        return self.outbox.add(event_id, event_type, now=self._options.now(), held=held, times=times)

    def release(self, seed: int | None) -> int:
        """Send what was held back; gives how many."""
        released = self.outbox.release(now=self._options.now(), seed=seed)
        self.wake()
        return released

    def wake(self) -> None:
        """Look at the queue now."""
        self._wake.set()

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        timeout = httpx.Timeout(self._options.delivery_timeout_seconds)
        limits = httpx.Limits(max_connections=CONCURRENT_DELIVERIES)
        tls = trusted_authorities()
        async with httpx.AsyncClient(verify=tls, timeout=timeout, limits=limits, trust_env=False) as client:
            try:
                while True:
                    self._wake.clear()
                    self._send_due(client)
                    await self._sleep()
            finally:
                for task in self._sending.values():
                    task.cancel()
                await asyncio.gather(*self._sending.values(), return_exceptions=True)

    def _send_due(self, client: httpx.AsyncClient) -> None:
        if self._options.webhook_url is None:
            return  # what another process on the same state file has queued is for that one to send
        free = CONCURRENT_DELIVERIES - len(self._sending)
        if free <= 0:
            return
        due = self.outbox.due(now=self._options.now(), limit=free + len(self._sending))
        for delivery in [found for found in due if found.id not in self._sending][:free]:
            lost_at = self._options.now() + self._options.delivery_timeout_seconds + _LOST_SECONDS
            self.outbox.start(delivery.id, retry_at=lost_at)
            task = asyncio.create_task(self._send(client, delivery))
            self._sending[delivery.id] = task
            task.add_done_callback(functools.partial(self._done, delivery.id))

    def _done(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        self._sending.pop(delivery_id, None)
        if not task.cancelled() and task.exception() is not None:
            _log.error("simulated_webhook_broke", delivery_id=delivery_id, exc_info=task.exception())
        self.wake()

    async def _sleep(self) -> None:
        next_due = self.outbox.next_due()
        wait = _IDLE_SECONDS if next_due is None else min(_IDLE_SECONDS, max(0.0, next_due - self._options.now()))
        if len(self._sending) >= CONCURRENT_DELIVERIES:
            wait = _IDLE_SECONDS  # the first that ends wakes us
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), max(wait, _SHORTEST_SECONDS))

    async def _send(self, client: httpx.AsyncClient, delivery: Delivery) -> None:
        event = self._store.get("event", delivery.event_id)
        url, now = self._options.webhook_url, self._options.now
        if event is None or url is None:
            self.outbox.finish(delivery.id, "failed", status=None, error="the event is gone", due=now())
            return
        body, headers = self._pack(event)
        status, error = await _post(client, url, body, headers)
        last = delivery.attempts + 1 >= self._options.delivery_attempts
        state = "delivered" if error is None else "failed" if last else "pending"
        due = now() + self._wait_after(delivery.attempts)
        self.outbox.finish(delivery.id, state, status=status, error=error, due=due)
        _log.debug("simulated_webhook_sent", event_id=delivery.event_id, type=delivery.type, status=status, state=state)

    def _as_stripe(self, event: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
        body = json.dumps(event, indent=2).encode("utf-8")  # Stripe sends indented JSON: no receiver may re-encode it
        return body, {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Stripe/1.0 (simulated)",
            "stripe-signature": signature_header(body, self._options.webhook_secret, int(self._options.now())),
        }

    def _wait_after(self, attempts: int) -> float:
        return min(self._options.retry_seconds * 2.0 ** min(attempts, 30), self._options.retry_most_seconds)


async def _post(
    client: httpx.AsyncClient, url: str, body: bytes, headers: dict[str, str]
) -> tuple[int | None, str | None]:
    """The status, and why it is no success; only the head of the answer is read."""
    try:
        async with client.stream("POST", url, content=body, headers=headers) as response:
            status = response.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return None, type(error).__name__
    return status, None if 200 <= status < 300 else f"HTTP {status}"  # noqa: PLR2004 - 2xx is success
