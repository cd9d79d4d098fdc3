"""Everything that an admin may do with promo codes. Every change leaves a row of who did it, from what, to what."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from bson.int64 import Int64

from models.promo_code import PromoCode
from services.catalog.packages import PackageSource
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
from services.promotions.edits import PromoEdits, storable
from services.promotions.errors import PromotionsUnavailableError

__all__ = ["Promotions"]

_away_is_unavailable = database_errors_become(PromotionsUnavailableError)
_POSITION = re.compile(r"[A-Z0-9_-]{3,32}")


class Promotions:
    """Makes, edits and lists promo codes. `admin_id` is a user's id, or names a command line."""

    def __init__(self, clock: Clock, packages: PackageSource) -> None:
        self._clock = clock
        self._packages = packages
        self._edits = PromoEdits(clock)

    @_away_is_unavailable
    async def create(self, admin_id: str, wanted: PromoDefinition) -> PromoCode:
        """Make a code. Raises InvalidInputError, PromoCodeTakenError, PromotionsUnavailableError."""
        now = self._clock()
        definition = checked_definition(wanted, await self._package_ids(), now)
        limits = storable(definition.limits)
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
        return await self._edits.create(admin_id, row)

    @_away_is_unavailable
    async def update(self, admin_id: str, text: str, changes: Mapping[str, Any]) -> PromoCode:
        """Change some of a code's limits, named as in PromoLimits. What it gives stays; so do payments that have it.

        Raises NotFoundError, InvalidInputError, PromotionsUnavailableError, that too when others edit it just now.
        """
        code = await self._find(text)
        known = {*await self._package_ids(), *code.package_ids}  # one of its own may be retired by now
        limits = checked_limits(PromoLimits.of(code).with_changes(changes), known)
        return await self._edits.update(admin_id, code, limits)

    @_away_is_unavailable
    async def complete(self, limit: int) -> int:
        """See `PromoEdits.complete`."""
        return await self._edits.complete(limit)

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

    async def _package_ids(self) -> Collection[str]:
        return {package.id for package in (await self._packages.current()).on_sale()}
