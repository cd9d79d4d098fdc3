"""Reviews: the admin's row first, then the effect, then the flags, then the row's end; a sweeper goes on with it."""

from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from messages import Phrase
from models.admin_action import AdminAction
from models.payment import Payment
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError, TokentillError
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError, UnknownOutcomeError
from services.ledger.keys import client_key
from services.paging import Page, PageRequest
from services.payments.errors import PaymentsUnavailableError
from services.reversals.refunds import checked_reason
from services.reviews.effects import ReviewEffects
from services.reviews.errors import ReviewNotPossibleError
from services.reviews.review import Decision, Review
from services.reviews.store import ReviewStore

__all__ = ["ACTION", "Reviews"]

_log = structlog.get_logger(__name__)

ACTION = "resolve_review"
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""

_away_is_unavailable = database_errors_become(PaymentsUnavailableError)


class Reviews:
    """What is flagged in payments, subscriptions and events. Every method may raise PaymentsUnavailableError."""

    def __init__(self, effects: ReviewEffects, actions: AdminActions, clock: Clock) -> None:
        self._store = ReviewStore()
        self._effects = effects
        self._actions = actions
        self._clock = clock

    @_away_is_unavailable
    async def waiting(self, request: PageRequest) -> Page[Review]:
        """See `ReviewStore.page`."""
        return await self._store.page(request)

    @_away_is_unavailable
    async def resolve(self, admin: Viewer, review_id: str, decision: Decision, reason: str, key: str) -> Review:
        """Carry the decision out and take the flags off the list; the review as it stands then.

        The same key decides once. Raises InvalidInputError, NotFoundError, ReviewNotPossibleError, RefundError,
        IdempotencyConflictError, LedgerError and GatewayUnreachableError; after these two it goes on by itself.
        """
        effect = f"{admin.user_id} {client_key('resolveReview', key)}"
        details = {"decision": decision.value, "reason": checked_reason(reason)}
        if await AdminAction.find_one({"effect_id": effect}) is None:
            review = await self._get(review_id)
            if not review.flags:
                raise NotFoundError("review")
            if decision not in review.decisions:
                raise ReviewNotPossibleError("it does not fit what is flagged")
            details["flags"] = " ".join(sorted({flag.code for flag in review.flags}))
        row = await self._actions.begin(admin.user_id, ACTION, review_id, effect, details)
        same = {name: row.details.get(name) for name in ("decision", "reason")}
        if row.target_id != review_id or same != {name: details[name] for name in same}:
            raise IdempotencyConflictError
        if row.outcome is None:
            await self._carry_out(row)
        elif row.outcome != DONE:
            raise ReviewNotPossibleError(Phrase("it was refused before ({flag})", flag=row.outcome))
        return await self._get(review_id)

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` decisions that a crash or an outage left; how many. Raises PyMongoError."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted((ACTION,), rested, limit)
        for row in left:
            try:
                await self._carry_out(row)
            except TokentillError as error:
                _log.info("review_not_resolved", effect_id=row.effect_id, code=error.code)
            except PyMongoError:
                raise
            except Exception as error:  # noqa: BLE001  one that cannot be dealt with must not keep the others waiting
                _log.error("review_failed", effect_id=row.effect_id, exc_info=error)
        return len(left)

    async def _carry_out(self, row: AdminAction) -> None:
        """Every part of it may be repeated; a refusal that stays one ends the row with its code."""
        decision = _decision_of(row)
        if decision is None:  # of a form that this version does not know
            await self._actions.complete(row.effect_id, UnknownOutcomeError.code)
            raise ReviewNotPossibleError("it cannot be read")
        try:
            review = await self._get(row.target_id)
            await self._effects.carry_out(review, decision, row)
        except TokentillError as error:
            if not error.retryable:
                await self._actions.complete(row.effect_id, error.code)
            raise
        await self._store.resolve(review, decision, row.at, self._clock())
        await self._actions.complete(row.effect_id, DONE)
        kind = "payment" if isinstance(review.row, Payment) else review.kind.value
        _log.info("review_resolved", review=review.id, kind=kind, decision=decision.value, admin_id=row.admin_id)

    async def _get(self, review_id: str) -> Review:
        review = await self._store.get(review_id)
        if review is None:
            raise NotFoundError("review")
        return review


def _decision_of(row: AdminAction) -> Decision | None:
    """What was decided; None where the row is not as this version writes it."""
    known = next((each for each in Decision if each.value == row.details.get("decision")), None)
    return known if isinstance(row.details.get("reason"), str) else None
