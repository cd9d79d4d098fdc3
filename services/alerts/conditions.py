"""Looks for what is wrong. Each look is bounded: by a window of time, or by how much is waiting at most."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.alert import AlertKind
from models.chat_outcome import ChatOutcome
from models.payment import Payment, PaymentStatus
from models.provider_key import ProviderKeyRest
from models.scheduled_run import ScheduledRun
from models.webhook_event import WebhookEvent
from services.overview.chat_sums import ModelSums, from_facets, of_outcomes
from services.paging import PageRequest
from services.reviews.store import ReviewStore
from settings import Settings

__all__ = ["Condition", "conditions"]

_REVIEWS_WAIT = timedelta(days=1)
_MOST_REVIEWS = 100
_PAID = (
    PaymentStatus.SUCCEEDED, PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED, PaymentStatus.DISPUTED,
)  # fmt: skip
_KEY_CODES = ("PROVIDER_AUTH", "PROVIDER_PAYMENT_REQUIRED")
"""A key that rests for its rate needs nobody."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is wrong now."""

    kind: AlertKind
    subject: str
    detail: str


async def conditions(settings: Settings, now: datetime) -> list[Condition]:
    """All that is wrong at `now`. Raises PyMongoError."""
    looks = (
        _providers(settings, now),
        _payments(settings, now),
        _webhooks(settings, now),
        _reconciliation(),
        _keys(now),
        _reviews(now),
    )
    return [condition for look in looks async for condition in look]


async def _providers(settings: Settings, now: datetime) -> AsyncIterator[Condition]:
    minutes = settings.alert_provider_minutes
    match = {"$match": {"at": {"$gte": now - timedelta(minutes=minutes), "$lte": now}}}
    pipeline: list[dict[str, Any]] = [match, {"$facet": of_outcomes({"$literal": now})}]
    found = await (await ChatOutcome.get_pymongo_collection().aggregate(pipeline)).to_list()
    providers: dict[str, ModelSums] = {}
    for (provider, _), sums in from_facets(found[0]).models.items():
        providers.setdefault(provider, ModelSums()).add_model(sums)
    for provider, sums in sorted(providers.items()):
        if _too_many(sums.provider_failures, sums.asked, settings.alert_provider_failure_percent, settings):
            said = f"{sums.provider_failures} of {sums.asked} requests failed in {minutes} minutes"
            yield Condition(AlertKind.PROVIDER_FAILING, provider, said)


async def _payments(settings: Settings, now: datetime) -> AsyncIterator[Condition]:
    minutes = settings.alert_payment_minutes
    ended = {"$in": [status.value for status in (*_PAID, PaymentStatus.FAILED)]}
    failed = {"$cond": [{"$eq": ["$status", PaymentStatus.FAILED.value]}, 1, 0]}
    pipeline: list[dict[str, Any]] = [
        {"$match": {"created_at": {"$gte": now - timedelta(minutes=minutes), "$lte": now}, "status": ended}},
        {"$group": {"_id": "$method", "failed": {"$sum": failed}, "ended": {"$sum": 1}}},
        {"$sort": {"_id": 1}},
    ]
    for row in await (await Payment.get_pymongo_collection().aggregate(pipeline)).to_list():
        if _too_many(row["failed"], row["ended"], settings.alert_payment_failure_percent, settings):
            said = f"{row['failed']} of {row['ended']} payments failed in {minutes} minutes"
            yield Condition(AlertKind.PAYMENTS_FAILING, row["_id"], said)


async def _webhooks(settings: Settings, now: datetime) -> AsyncIterator[Condition]:
    minutes = settings.alert_webhook_minutes
    late = {"handled_at": None, "received_at": {"$lt": now - timedelta(minutes=minutes)}}
    pipeline: list[dict[str, Any]] = [
        {"$match": late}, {"$group": {"_id": "$source", "count": {"$sum": 1}}}, {"$sort": {"_id": 1}},
    ]  # fmt: skip
    rows = await WebhookEvent.get_pymongo_collection().aggregate(pipeline, hint="unhandled_by_try")
    for row in await rows.to_list():
        said = f"{row['count']} events could not be handled for {minutes} minutes"
        yield Condition(AlertKind.WEBHOOKS_FAILING, row["_id"], said)


async def _reconciliation() -> AsyncIterator[Condition]:
    run = await ScheduledRun.get("reconciliation")
    left = 0 if run is None else run.outcome.get("left", 0)
    if left and run is not None:
        said = f"{left} differences are left of the run that ended at {run.finished_at:%Y-%m-%dT%H:%M:%SZ}"
        yield Condition(AlertKind.RECONCILIATION_DIFFERS, "payments", said)


async def _keys(now: datetime) -> AsyncIterator[Condition]:
    rests = ProviderKeyRest.find({"until": {"$gt": now}, "code": {"$in": list(_KEY_CODES)}}).sort("_id").limit(100)
    async for rest in rests:
        said = f"The provider refused it with {rest.code}; it rests until {rest.until:%Y-%m-%dT%H:%M:%SZ}"
        yield Condition(AlertKind.KEY_REFUSED, rest.id, said)


async def _reviews(now: datetime) -> AsyncIterator[Condition]:
    waiting = (await ReviewStore().page(PageRequest(_MOST_REVIEWS))).rows
    old = [review for review in waiting if any(flag.at < now - _REVIEWS_WAIT for flag in review.flags)]
    if old:
        most = "or more " if len(waiting) == _MOST_REVIEWS else ""
        yield Condition(AlertKind.REVIEWS_WAIT, "payments", f"{len(old)} {most}have waited for a day")


def _too_many(failed: int, total: int, percent: int, settings: Settings) -> bool:
    return percent > 0 and total >= settings.alert_least_count and failed * 100 >= percent * total
