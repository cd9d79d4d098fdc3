"""Makes and changes promo codes: the admin's row first, then the code, then the row's end; a sweeper goes on with it.

The row holds all that is needed to do it, and a code remembers the edit that it was made or changed by last. So whoever
carries an edit out, the call itself or a sweeper after a crash, can tell whether it is done; and whoever changes a code
completes the row of the edit before theirs first, so that an edit which a code does not remember any more is either
completed or was never made.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from models.ids import new_id
from models.promo_code import PromoCode
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import NotFoundError
from services.ledger.errors import UnknownOutcomeError
from services.promotions.definition import PromoLimits
from services.promotions.errors import PromoCodeTakenError, PromotionError, PromotionsUnavailableError

__all__ = ["PromoEdits", "storable"]

_log = structlog.get_logger(__name__)

CREATE, UPDATE = "create_promo_code", "update_promo_code"
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""
_LIMITS = tuple(each.name for each in fields(PromoLimits))
_OF_ITS_OWN = {"id", "revision_id", "redeemed", "version", "last_edit", "created_at", "updated_at"}


class PromoEdits:
    """Each edit takes effect once, and its row says so, whatever is lost on the way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._actions = AdminActions(clock)

    async def create(self, admin_id: str, row: PromoCode) -> PromoCode:
        """Store a new code. Raises PromoCodeTakenError."""
        details = {"after": _shown(row)}
        return await self._make(await self._actions.begin(admin_id, CREATE, row.id, new_id("eff"), details))

    async def update(self, admin_id: str, code: PromoCode, limits: PromoLimits) -> PromoCode:
        """Let the code, as it was read, have these limits. Raises PromotionsUnavailableError if edited meanwhile."""
        before, after = _shown(code), {**_shown(code), **storable(limits)}
        details = {"before": before, "after": after, "version": code.version}
        return await self._change(await self._actions.begin(admin_id, UPDATE, code.id, new_id("eff"), details))

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` edits that a crash left; how many. Raises PyMongoError when the database is away."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted((CREATE, UPDATE), rested, limit)
        for action in left:
            try:
                await (self._make if action.action == CREATE else self._change)(action)
            except (PromotionError, NotFoundError) as error:
                _log.info("promo_edit_ended", effect_id=action.effect_id, code=error.code)
            except (KeyError, ValueError) as error:  # of a form that this version does not know
                await self._actions.complete(action.effect_id, UnknownOutcomeError.code)
                _log.warning("promo_edit_unreadable", effect_id=action.effect_id, error=type(error).__name__)
        return len(left)

    async def _make(self, action: AdminAction) -> PromoCode:
        made = {"id": action.target_id, "last_edit": action.effect_id, "created_at": action.at, "updated_at": action.at}
        row: PromoCode = PromoCode.model_validate({**action.details["after"], **made})
        try:
            await row.insert()
        except DuplicateKeyError:
            stored = await PromoCode.find_one({"_id": action.target_id})
            if stored is None:  # it is the name that another code has
                await self._actions.complete(action.effect_id, PromoCodeTakenError.code)
                raise PromoCodeTakenError from None
            row = stored
        await self._actions.complete(action.effect_id, DONE)
        _log.info("promo_code_created", promo_code_id=row.id, admin_id=action.admin_id)
        return row

    async def _change(self, action: AdminAction) -> PromoCode:
        after = action.details["after"]
        wanted, version = {name: after[name] for name in _LIMITS}, action.details["version"]
        code = await self._code(action)
        if code.last_edit != action.effect_id:
            if code.last_edit is not None:
                await self._actions.complete(code.last_edit, DONE)
            stored = await PromoCode.get_pymongo_collection().find_one_and_update(
                {"_id": code.id, "version": version},
                {
                    "$set": {**wanted, "updated_at": self._clock(), "last_edit": action.effect_id},
                    "$inc": {"version": 1},
                },
                return_document=ReturnDocument.AFTER,
            )
            code = await self._overtaken(action) if stored is None else PromoCode.model_validate(stored)
        await self._actions.complete(action.effect_id, DONE)
        _log.info("promo_code_updated", promo_code_id=code.id, admin_id=action.admin_id)
        return code

    async def _overtaken(self, action: AdminAction) -> PromoCode:
        """The code as it is now, if this edit was made by somebody else who carries it out; raises if it never was."""
        code = await self._code(action)
        if code.last_edit != action.effect_id:
            await self._actions.complete(action.effect_id, PromotionsUnavailableError.code)
            if await self._actions.outcome(action.effect_id) != DONE:
                raise PromotionsUnavailableError
        return code

    async def _code(self, action: AdminAction) -> PromoCode:
        code = await PromoCode.find_one({"_id": action.target_id})
        if code is None:
            await self._actions.complete(action.effect_id, NotFoundError.code)
            raise NotFoundError("promo code")
        return code


def storable(limits: PromoLimits) -> Mapping[str, Any]:
    """By field, as MongoDB keeps them."""
    values = limits.as_mapping()
    minimum = {currency: Int64(amount) for currency, amount in values["minimum_amounts"].items()}
    return {**values, "minimum_amounts": minimum}


def _shown(code: PromoCode) -> dict[str, Any]:
    """A code as it stands in the log of admins' actions, without what is not an admin's to say."""
    shown: dict[str, Any] = code.model_dump(mode="python", exclude=_OF_ITS_OWN)
    return shown
