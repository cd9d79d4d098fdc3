"""Reads what is flagged, out of three collections, and marks what was decided."""

import asyncio
import heapq
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from models.payment import Payment
from models.subscription import Subscription
from models.webhook_event import WebhookEvent
from services.errors import InvalidInputError
from services.paging import Page, PageRequest
from services.reviews.review import EVENT_FLAGS, Decision, Review, ReviewKind

__all__ = ["ReviewStore", "position_of"]

_POSITION = re.compile(r"[0-9a-z]{26}")
_UNRESOLVED = {"$elemMatch": {"resolved_at": None}}
_MODELS: Mapping[ReviewKind, type[Payment] | type[Subscription] | type[WebhookEvent]] = {
    ReviewKind.PAYMENT: Payment,
    ReviewKind.SUBSCRIPTION: Subscription,
    ReviewKind.EVENT: WebhookEvent,
}


class ReviewStore:
    """Ids sort by the time at which they were made, whatever their prefix: by that the three lists are one."""

    async def page(self, request: PageRequest) -> Page[Review]:
        """What waits, the newest payment, subscription or event first. Raises InvalidInputError."""
        if request.after is not None and not _POSITION.fullmatch(request.after):
            raise InvalidInputError("after", "is not a cursor of this list.")
        lists = await asyncio.gather(*(self._newest(kind, request.after, request.first + 1) for kind in ReviewKind))
        merged = heapq.merge(*lists, key=position_of, reverse=True)
        return Page.cut(list(merged)[: request.first + 1], request.first)

    async def get(self, review_id: str) -> Review | None:
        """What has this id, whether it waits or not."""
        prefix = review_id.partition("_")[0]
        kind = next((each for each in ReviewKind if each.value == prefix), None)
        if kind is None:
            return None
        row = await _MODELS[kind].get(review_id)
        return None if row is None else Review(kind, row)

    async def resolve(self, review: Review, decision: Decision, decided_at: datetime, now: datetime) -> None:
        """Mark the flags that stood there when it was decided."""
        rows = _MODELS[review.kind].get_pymongo_collection()
        if review.kind is ReviewKind.EVENT:
            values = {"resolved_at": now, "decision": decision.value}
            await rows.update_one({"_id": review.id, "resolved_at": None}, {"$set": values})
            return
        # What was said before and is said again by a further event is one matter: its decision may have caused that.
        before = [flag for flag in review.flags if flag.at <= decided_at]
        decided: list[dict[str, Any]] = [{"each.at": {"$lte": decided_at}}]
        decided += [{"each.code": flag.code, "each.detail": flag.detail} for flag in before]
        await rows.update_one(
            {"_id": review.id},
            {"$set": {"flags.$[each].resolved_at": now, "flags.$[each].decision": decision.value}},
            array_filters=[{"each.resolved_at": None, "$or": decided}],
        )

    async def _newest(self, kind: ReviewKind, before: str | None, rows: int) -> list[Review]:
        if kind is ReviewKind.EVENT:
            flags = [flag.value for flag in EVENT_FLAGS]
            query: dict[str, Any] = {"flag": {"$type": "string", "$in": flags}, "resolved_at": None}
        else:
            query = {"flags.0": {"$exists": True}, "flags": _UNRESOLVED}
        if before is not None:
            query["_id"] = {"$lt": f"{kind.value}_{before}"}
        model = _MODELS[kind]
        found = model.get_pymongo_collection().find(query).sort("_id", -1).limit(rows).hint("flagged")
        return [Review(kind, model.model_validate(row)) async for row in found]


def position_of(review: Review) -> str:
    """Its place in the list."""
    return review.id.partition("_")[2]
