"""Sends deliveries that are due: whichever server is free takes one up by a lease. An endpoint waits for no other."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from pymongo import ASCENDING, ReturnDocument
from pymongo.errors import PyMongoError

from gateways.outgoing_webhooks import Answer, PostFailure, WebhookPoster, signature_headers
from models.outgoing_event import OutgoingEvent
from models.webhook_delivery import DeliveryAttempt, DeliveryState, WebhookDelivery
from models.webhook_endpoint import DisabledReason, WebhookEndpoint
from services.clock import Clock
from services.outgoing_webhooks.payload import payload_of
from services.outgoing_webhooks.schedule import LEASE, TRIES_MAXIMUM, pause_after
from services.outgoing_webhooks.secrets import WebhookSecrets
from services.sealing import UnsealError

__all__ = ["WebhookSender"]

_log = structlog.get_logger(__name__)

AT_ONCE = 8
"""Messages of one process to one endpoint."""
MOST_ATTEMPTS = 12
_GONE = 410
_REDIRECTS = range(300, 400)


class WebhookSender:
    """One for a process."""

    def __init__(
        self, poster: WebhookPoster, secrets: WebhookSecrets, clock: Clock, *, disable_after: timedelta
    ) -> None:
        """`disable_after`: an endpoint that took nothing for so long is given up."""
        self._poster = poster
        self._secrets = secrets
        self._clock = clock
        self._disable_after = disable_after
        self._running: dict[str, asyncio.Task[None]] = {}

    async def sweep(self) -> int:
        """Begin to send what is due; gives to how many endpoints. Raises PyMongoError."""
        if await _rows().find_one(_due(self._clock()), {"_id": True}) is None:
            return 0
        endpoints = await WebhookEndpoint.find({"enabled": True}).to_list()
        await self._end_those_of_others(endpoints)
        begun = 0
        for endpoint in endpoints:
            if endpoint.id not in self._running and await self._has_due(endpoint.id):
                task = asyncio.create_task(self._send_all(endpoint.id), name="webhooks")
                self._running[endpoint.id] = task
                task.add_done_callback(partial(self._ended, endpoint.id))
                begun += 1
        return begun

    async def idle(self) -> None:
        """Return when nothing is being sent by this process."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Send no more. What was being sent is sent again by another server once its lease has ended."""
        for task in list(self._running.values()):
            task.cancel()
        await self.idle()
        await self._poster.close()

    def _ended(self, endpoint_id: str, _: asyncio.Task[None]) -> None:
        del self._running[endpoint_id]

    async def _end_those_of_others(self, enabled: Sequence[WebhookEndpoint]) -> None:
        """What is due to an endpoint that is off or deleted ends."""
        orphaned = _due(self._clock()) | {"endpoint_id": {"$nin": [each.id for each in enabled]}}
        await _rows().update_many(orphaned, {"$set": {"state": DeliveryState.FAILED.value, "next_try_at": None}})

    async def _has_due(self, endpoint_id: str) -> bool:
        return await _rows().find_one(_due(self._clock()) | {"endpoint_id": endpoint_id}, {"_id": True}) is not None

    async def _send_all(self, endpoint_id: str) -> None:
        """Send what is due to the endpoint until nothing is left, or something fails: the rest waits for another pass.

        A message that is late keeps no other waiting, and an endpoint that is away is not met by all at once. It is
        read anew each time: an admin who changes or deletes it does not wait until nothing is left.
        """
        try:
            while (endpoint := await WebhookEndpoint.find_one({"_id": endpoint_id, "enabled": True})) is not None:
                taken = [row for _ in range(AT_ONCE) if (row := await self._take(endpoint_id)) is not None]
                outcomes = await asyncio.gather(*(self._send(endpoint, row) for row in taken))
                if len(taken) < AT_ONCE or not all(outcomes):
                    return
        except PyMongoError as error:
            _log.warning("webhooks_delayed", endpoint_id=endpoint_id, error=type(error).__name__)
        except Exception:  # noqa: BLE001 - a bug with one endpoint must not end the others
            _log.exception("webhooks_delayed", endpoint_id=endpoint_id)

    async def _take(self, endpoint_id: str) -> WebhookDelivery | None:
        """A delivery that is due, put off already: whatever becomes of this try, it is not lost and not made twice."""
        now = self._clock()
        row = await _rows().find_one_and_update(
            _due(now) | {"endpoint_id": endpoint_id},
            {"$set": {"next_try_at": now + LEASE}, "$inc": {"tries": 1}},
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return None if row is None else WebhookDelivery.model_validate(row)

    async def _send(self, endpoint: WebhookEndpoint, row: WebhookDelivery) -> bool:
        """Whether it was taken."""
        if row.tries > TRIES_MAXIMUM:  # whoever tried it never came to an end
            attempt = DeliveryAttempt(at=self._clock(), milliseconds=0, failure="INTERRUPTED")
            await self._end(endpoint, row, attempt, None)
            return False
        event = await OutgoingEvent.find_one({"_id": row.event_id})
        began_at, began = self._clock(), time.monotonic()
        answer, failure = await self._post(endpoint, event, began_at)
        attempt = DeliveryAttempt(
            at=began_at,
            milliseconds=int((time.monotonic() - began) * 1_000),
            status=answer.status,
            failure=failure,
            answer=answer.text,
        )
        await self._end(endpoint, row, attempt, answer.retry_after_seconds)
        return failure is None

    async def _post(
        self, endpoint: WebhookEndpoint, event: OutgoingEvent | None, now: datetime
    ) -> tuple[Answer, str | None]:
        if event is None:
            return Answer(), "EVENT_EXPIRED"
        try:
            secrets = await self._secrets.good(endpoint.id)
        except UnsealError:
            return Answer(), "SECRET_UNREADABLE"
        if not secrets:  # deleted just now, with its endpoint: nothing is sent that nobody can verify
            return Answer(), "SECRET_UNREADABLE"
        body = payload_of(event)
        headers = signature_headers(secrets, event.id, int(now.timestamp()), body)
        answer = await self._poster.post(endpoint.url, headers, body)
        return answer, _failure_of(answer)

    async def _end(
        self, endpoint: WebhookEndpoint, row: WebhookDelivery, attempt: DeliveryAttempt, asked_seconds: float | None
    ) -> None:
        """Store how it went, unless the lease ran out and another server tries it by now.

        `asked_seconds`: for how long the endpoint asks to be left alone.
        """
        values: dict[str, Any]
        if attempt.failure is None:
            values = {"state": DeliveryState.DELIVERED.value, "next_try_at": None, "delivered_at": self._clock()}
        else:
            pause = None if attempt.failure in {"GONE", "EVENT_EXPIRED"} else pause_after(row.tries, asked_seconds)
            state = DeliveryState.FAILED if pause is None else DeliveryState.PENDING
            values = {"state": state.value, "next_try_at": None if pause is None else attempt.at + pause}
        await _rows().update_one(
            {"_id": row.id, "tries": row.tries, "next_try_at": row.next_try_at},
            {
                "$set": values,
                "$push": {"attempts": {"$each": [attempt.model_dump()], "$slice": -MOST_ATTEMPTS}},
            },
        )
        _log.info("webhook_sent", delivery_id=row.id, tries=row.tries, status=attempt.status, failure=attempt.failure)
        await self._judge(endpoint, attempt)

    async def _judge(self, endpoint: WebhookEndpoint, attempt: DeliveryAttempt) -> None:
        """What a try says about its endpoint."""
        rows = WebhookEndpoint.get_pymongo_collection()
        if attempt.failure is None:
            if endpoint.failing_since is not None:
                await rows.update_one({"_id": endpoint.id}, {"$set": {"failing_since": None}})
                endpoint.failing_since = None
            return
        if attempt.failure == "GONE":
            await self._disable(endpoint, {}, DisabledReason.GONE)
            return
        await rows.update_one({"_id": endpoint.id, "failing_since": None}, {"$set": {"failing_since": attempt.at}})
        too_long = {"failing_since": {"$lte": attempt.at - self._disable_after}}
        if endpoint.failing_since is not None and endpoint.failing_since <= attempt.at - self._disable_after:
            await self._disable(endpoint, too_long, DisabledReason.FAILING)

    async def _disable(self, endpoint: WebhookEndpoint, still: dict[str, Any], reason: DisabledReason) -> None:
        off = {"enabled": False, "disabled_reason": reason.value, "disabled_at": self._clock()}
        done = await WebhookEndpoint.get_pymongo_collection().update_one(
            {"_id": endpoint.id, "url": endpoint.url, "enabled": True, **still}, {"$set": off}
        )
        if done.modified_count:
            _log.error("webhook_endpoint_disabled", endpoint_id=endpoint.id, reason=reason.value)


def _failure_of(answer: Answer) -> str | None:
    """The code of docs/webhooks.md; None for a success."""
    if answer.failure is not PostFailure.STATUS:
        return None if answer.failure is None else answer.failure.value
    if answer.status == _GONE:
        return "GONE"
    return "REDIRECT" if answer.status in _REDIRECTS else "STATUS"


def _due(now: datetime) -> dict[str, Any]:
    return {"next_try_at": {"$type": "date", "$lte": now}}


def _rows() -> Any:
    return WebhookDelivery.get_pymongo_collection()
