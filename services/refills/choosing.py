"""What an admin chooses for one user. The admin's row comes first; a sweeper goes on with what a crash left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from messages import Phrase
from models.admin_action import AdminAction
from models.ids import new_id
from models.user import User
from models.user_refill import RefillChoice, RefillMode, RefillTerms, RefillUnit
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import InvalidInputError
from services.refills.intervals import next_after
from services.refills.standing import OWN_SCHEDULE, StandardRefill

__all__ = ["MOST_INTERVAL", "MOST_TOKENS", "RefillChoosing", "RefillOrder"]

_log = structlog.get_logger(__name__)

ACTION = "set_auto_refill"
MOST_INTERVAL = 1_000
MOST_TOKENS = 2**53
MOST_REASON_CHARACTERS = 500
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_AHEAD = timedelta(days=366)
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""


@dataclass(frozen=True, slots=True)
class RefillOrder:
    """What an admin asks for; nothing here is checked yet. What is None is as the settings say."""

    choice: RefillChoice
    reason: str
    interval: int | None = None
    unit: RefillUnit | None = None
    amount: int | None = None
    mode: RefillMode | None = None
    cap: int | None = None
    time_zone: str | None = None
    starts_at: datetime | None = None


class RefillChoosing:
    """Each choice takes effect once, the latest last, whatever is lost on the way."""

    def __init__(self, *, standard: StandardRefill, clock: Clock, actions: AdminActions) -> None:
        self._standard = standard
        self._clock = clock
        self._actions = actions

    async def choose(self, admin_id: str, user: User, order: RefillOrder) -> None:
        """Raises InvalidInputError."""
        _check_reason(order.reason)
        own = self._terms(user, order) if order.choice is RefillChoice.OWN else None
        details = {
            "choice": order.choice.value,
            "terms": None if own is None else own.model_dump(),
            "reason": order.reason.strip(),
        }
        known = user.refill.own
        before = {"choice": user.refill.choice.value, "terms": None if known is None else known.model_dump()}
        after = {"choice": details["choice"], "terms": details["terms"]}
        action = await self._actions.begin(
            admin_id, ACTION, user.id, new_id("eff"), details, before=before, after=after
        )
        await self._carry_out(action)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` choices that a crash left; how many. Raises PyMongoError."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted((ACTION,), rested, limit)
        for action in left:
            await self._carry_out(action)
        return len(left)

    async def _carry_out(self, action: AdminAction) -> None:
        user = await User.get(action.target_id)
        if user is not None:
            await User.get_pymongo_collection().update_one(
                # A later choice of another admin stays.
                {"_id": user.id, "$or": [{"refill.effect_id": None}, {"refill.effect_id": {"$lt": action.effect_id}}]},
                {"$set": self._values(user, action)},
            )
        await self._actions.complete(action.effect_id, DONE)
        _log.info("auto_refill_set", user_id=action.target_id, admin_id=action.admin_id)

    def _values(self, user: User, action: AdminAction) -> Mapping[str, Any]:
        choice = RefillChoice(action.details["choice"])
        own = action.details["terms"]
        if choice is RefillChoice.STANDARD:
            terms = self._standard.terms(user.created_at) if self._standard.enabled else None
        else:
            terms = None if own is None else RefillTerms.model_validate(own)
        return {
            "refill.choice": choice.value,
            "refill.own": own,
            "refill.effect_id": action.effect_id,
            "refill.schedule": self._standard.schedule if choice is RefillChoice.STANDARD else OWN_SCHEDULE,
            "refill.due_at": None if terms is None else next_after(terms, self._clock()),
        }

    def _terms(self, user: User, order: RefillOrder) -> RefillTerms:
        now, standard = self._clock(), self._standard
        kept = user.refill.own.starts_at if user.refill.own is not None else now
        mode = order.mode or standard.mode
        terms = RefillTerms(
            interval=standard.interval if order.interval is None else order.interval,
            unit=order.unit or standard.unit,
            amount=standard.amount if order.amount is None else order.amount,
            mode=mode,
            cap=order.cap,
            time_zone=order.time_zone or standard.time_zone,
            starts_at=order.starts_at or kept,
        )
        _check_terms(terms, now)
        return terms


def _check_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MOST_REASON_CHARACTERS or "\x00" in reason:
        raise InvalidInputError("reason", Phrase("must have 1 to {most} characters", most=MOST_REASON_CHARACTERS))


def _check_terms(terms: RefillTerms, now: datetime) -> None:
    if not 1 <= terms.interval <= MOST_INTERVAL:
        raise InvalidInputError("interval", Phrase("must be from 1 to {most}", most=MOST_INTERVAL))
    if not 1 <= terms.amount <= MOST_TOKENS:
        raise InvalidInputError("amount", Phrase("must be from 1 to {most}", most=MOST_TOKENS))
    if terms.cap is not None and terms.mode is RefillMode.RESET:
        raise InvalidInputError("cap", "goes with the mode ADD; with RESET the amount is the cap")
    if terms.cap is not None and not 1 <= terms.cap <= MOST_TOKENS:
        raise InvalidInputError("cap", Phrase("must be from 1 to {most}", most=MOST_TOKENS))
    if not _EARLIEST <= terms.starts_at <= now + _LONGEST_AHEAD:
        raise InvalidInputError("startsAt", "must be from the year 2000 to a year from now")
    try:
        ZoneInfo(terms.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInputError("timeZone", "must be an IANA name such as Europe/Berlin") from error
