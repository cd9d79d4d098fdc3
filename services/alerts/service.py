"""Alerts: opened when something is seen, closed when it has not been for a while, acknowledged by an admin.

Every server looks. Of several that see the same at once one opens the alert, and tells the log of it.
"""

import re
from datetime import datetime, timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from models.alert import Alert
from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.alerts.conditions import Condition, conditions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.identity.viewer import Viewer
from services.ledger.errors import LedgerUnavailableError
from services.paging import Page, PageRequest
from services.reversals.refunds import checked_reason
from settings import Settings

__all__ = ["ACTION", "Alerts"]

_log = structlog.get_logger(__name__)

ACTION = "acknowledge_alert"
QUIET = timedelta(minutes=5)
"""So long nothing was seen of it before an alert is closed: what comes and goes is one alert."""
REST = timedelta(seconds=60)
_POSITION = re.compile(r"alr_[0-9a-z]{26}")

_away_is_unavailable = database_errors_become(LedgerUnavailableError)


class Alerts:
    """The `alerts` collection."""

    def __init__(self, settings: Settings, actions: AdminActions, clock: Clock) -> None:
        self._settings = settings
        self._actions = actions
        self._clock = clock

    async def sweep(self) -> None:
        """Look, open, keep and close. Raises PyMongoError."""
        now = self._clock()
        for condition in await conditions(self._settings, now):
            await self._see(condition)
        alerts = Alert.get_pymongo_collection()
        async for row in alerts.find({"open": True, "seen_at": {"$lt": now - QUIET}}, {"kind": 1, "subject": 1}):
            still = {"_id": row["_id"], "open": True, "seen_at": {"$lt": now - QUIET}}
            closed = await alerts.update_one(still, {"$set": {"open": False, "closed_at": now}})
            if closed.modified_count:
                _log.info("alert_closed", alert=row["_id"], kind=row["kind"], subject=row["subject"])
        await self._complete(now - REST)

    @_away_is_unavailable
    async def page(self, request: PageRequest, *, is_open: bool | None) -> Page[Alert]:
        """The newest first; None: open and closed ones. Positions are ids. Raises InvalidInputError."""
        query: dict[str, object] = {} if is_open is None else {"open": is_open}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        return Page.cut(await Alert.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    @_away_is_unavailable
    async def acknowledge(self, admin: Viewer, alert_id: str, note: str) -> Alert:
        """Somebody looks after it. The first admin's word stands. Raises NotFoundError and InvalidInputError."""
        words = checked_reason(note)
        alert = await self._get(alert_id)
        if alert.acknowledged_at is None:
            row = await self._actions.begin(admin.user_id, ACTION, alert.id, f"{ACTION} {alert.id}", {"reason": words})
            await self._carry_out(row)
        return await self._get(alert_id)

    async def _see(self, condition: Condition) -> None:
        now = self._clock()
        matter = {"kind": condition.kind.value, "subject": condition.subject, "open": True}
        first = {"_id": new_id("alr"), "opened_at": now, "closed_at": None, "acknowledged_at": None}
        try:
            seen = await Alert.get_pymongo_collection().update_one(
                matter,
                {"$set": {"seen_at": now, "detail": condition.detail}, "$setOnInsert": first},
                upsert=True,
            )
        except DuplicateKeyError:
            return  # another server has opened it just now
        if seen.upserted_id is not None:
            _log.error(
                "alert_opened",
                alert=seen.upserted_id,
                kind=condition.kind.value,
                subject=condition.subject,
                detail=condition.detail,
            )

    async def _complete(self, before: datetime) -> None:
        for row in await self._actions.uncompleted((ACTION,), before, 100):
            await self._carry_out(row)

    async def _carry_out(self, row: AdminAction) -> None:
        values = {"acknowledged_at": row.at, "acknowledged_by": row.admin_id, "note": row.details["reason"]}
        await Alert.get_pymongo_collection().update_one(
            {"_id": row.target_id, "acknowledged_at": None}, {"$set": values}
        )
        await self._actions.complete(row.effect_id, DONE)

    async def _get(self, alert_id: str) -> Alert:
        alert = await Alert.get(alert_id)
        if alert is None:
            raise NotFoundError("alert")
        return alert
