"""Everything that an admin may do with promo codes. Every change leaves a row of who did it, from what, to what."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.admin_action import AdminAction
from models.ids import new_id
from models.promo_code import PromoCode
from services.catalog.packages import PackageCatalog
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.paging import Page, PageRequest
from services.promotions.definition import (
    PromoDefinition,
    PromoLimits,
    checked_definition,
    checked_limits,
    normal_code,
)
from services.promotions.errors import PromoCodeTakenError, PromotionsUnavailableError

__all__ = ["Promotions"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(PromotionsUnavailableError)
_POSITION = re.compile(r"[A-Z0-9_-]{3,32}")


class Promotions:
    """Makes, edits and lists promo codes. `admin_id` is a user's id, or names a command line."""

    def __init__(self, clock: Clock, packages: PackageCatalog) -> None:
        self._clock = clock
        self._packages = packages

    @_away_is_unavailable
    async def create(self, admin_id: str, wanted: PromoDefinition) -> PromoCode:
        """Make a code. Raises InvalidInputError, PromoCodeTakenError, PromotionsUnavailableError."""
        now = self._clock()
        definition = checked_definition(wanted, self._package_ids(), now)
        limits = _storable(definition.limits.as_mapping())
        row = PromoCode(
            code=definition.code,
            kind=definition.kind,
            percent=definition.percent or 0,
            amounts={currency: Int64(amount) for currency, amount in definition.amounts.items()},
            bonus_tokens=Int64(definition.bonus_tokens or 0),
            created_at=now,
            updated_at=now,
            **limits,
        )
        action = await self._begin(admin_id, "create_promo_code", row.id, {"after": _shown(row)})
        try:
            await row.insert()
        except DuplicateKeyError as error:
            await self._complete(action, PromoCodeTakenError.code)
            raise PromoCodeTakenError from error
        await self._complete(action, "done")
        _log.info("promo_code_created", promo_code_id=row.id, admin_id=admin_id)
        return row

    @_away_is_unavailable
    async def update(self, admin_id: str, text: str, changes: Mapping[str, Any]) -> PromoCode:
        """Change some of a code's limits, named as in PromoLimits. What it gives stays; so do payments that have it.

        Raises NotFoundError, InvalidInputError, PromotionsUnavailableError, that too when others edit it just now.
        """
        code = await self._find(text)
        limits = checked_limits(PromoLimits.of(code).with_changes(changes), self._package_ids())
        new = _storable(limits.as_mapping())
        action = await self._begin(
            admin_id, "update_promo_code", code.id, {"before": _shown(code), "after": {**_shown(code), **new}}
        )
        stored = await PromoCode.get_pymongo_collection().find_one_and_update(
            {"_id": code.id, "version": code.version},
            {"$set": {**new, "updated_at": self._clock()}, "$inc": {"version": 1}},
            return_document=ReturnDocument.AFTER,
        )
        await self._complete(action, "done" if stored is not None else PromotionsUnavailableError.code)
        if stored is None:
            raise PromotionsUnavailableError
        _log.info("promo_code_updated", promo_code_id=code.id, admin_id=admin_id)
        updated: PromoCode = PromoCode.model_validate(stored)
        return updated

    @_away_is_unavailable
    async def page(self, request: PageRequest) -> Page[PromoCode]:
        """All codes in the order of the alphabet; positions are codes."""
        query = {} if request.after is None else {"code": {"$gt": request.after}}
        rows = await PromoCode.find(query).sort("+code").limit(request.first + 1).to_list()
        return Page.cut(rows, request.first)

    async def _find(self, text: str) -> PromoCode:
        name = normal_code(text)
        code = await PromoCode.find_one({"code": name}) if name is not None else None
        if code is None:
            raise NotFoundError("promo code")
        return code

    def _package_ids(self) -> Collection[str]:
        return {package.id for package in self._packages.on_sale()}

    async def _begin(self, admin_id: str, action: str, target_id: str, details: dict[str, Any]) -> AdminAction:
        row = AdminAction(
            admin_id=admin_id,
            action=action,
            target_id=target_id,
            effect_id=new_id("eff"),
            details=details,
            at=self._clock(),
        )
        await row.insert()
        return row

    async def _complete(self, action: AdminAction, outcome: str) -> None:
        await AdminAction.get_pymongo_collection().update_one(
            {"_id": action.id, "completed_at": None}, {"$set": {"completed_at": self._clock(), "outcome": outcome}}
        )


def _storable(limits: dict[str, Any]) -> dict[str, Any]:
    minimum = {currency: Int64(amount) for currency, amount in limits["minimum_amounts"].items()}
    return {**limits, "minimum_amounts": minimum}


def _shown(code: PromoCode) -> dict[str, Any]:
    """A code as it stands in the log of admins' actions, without what only counting changes."""
    shown: dict[str, Any] = code.model_dump(
        mode="python", exclude={"id", "revision_id", "redeemed", "version", "created_at", "updated_at"}
    )
    return shown
