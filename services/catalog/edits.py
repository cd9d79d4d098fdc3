"""Carries out an admin's edit of packages or plans: the admin's row first; then all the rest in one transaction.

The row holds all that is needed to do it, and the revision that it is an edit of. So a sweeper goes on with what a
crash left, and does nothing where somebody has edited the catalogue since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

import structlog
from pymongo.asynchronous.client_session import AsyncClientSession

from models.admin_action import AdminAction
from models.catalog import Catalog, CatalogItem
from models.catalog_version import CatalogChange, CatalogVersion
from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.catalog.errors import CatalogUnavailableError
from services.catalog.stored import version_id
from services.clock import Clock
from services.ledger.errors import UnknownOutcomeError
from services.transactions import in_transaction

__all__ = ["ACTIONS", "CatalogEdits", "Edit", "ItemChange"]

_log = structlog.get_logger(__name__)

ACTIONS = tuple(f"{verb}_{what}" for what in ("package", "plan") for verb in ("create", "update", "retire", "restore"))
REST_SECONDS = 60
"""A row younger than this is left to the call that wrote it."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What one item was, and what it becomes. `before` is None for a new one."""

    change: CatalogChange
    before: CatalogItem | None
    after: CatalogItem

    def to_document(self) -> dict[str, Any]:
        """For the record of admins' actions."""
        before = None if self.before is None else _flat(self.before)
        return {"change": self.change.value, "before": before, "after": _flat(self.after)}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """What `to_document` gave. Raises KeyError, ValueError."""
        before = document["before"]
        return cls(
            CatalogChange(document["change"]),
            None if before is None else _item(before),
            _item(document["after"]),
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of the catalogue named `catalog` as it was at `revision`. `also` is what follows for other items."""

    catalog: str
    revision: int
    main: ItemChange
    also: Sequence[ItemChange] = ()

    @property
    def changes(self) -> list[ItemChange]:
        """All of them."""
        return [self.main, *self.also]

    def to_details(self) -> dict[str, Any]:
        """For the record of admins' actions."""
        also = [each.to_document() for each in self.also]
        return {"catalog": self.catalog, "revision": self.revision, **self.main.to_document(), "also": also}

    @classmethod
    def from_details(cls, details: dict[str, Any]) -> Self:
        """What `to_details` gave. Raises KeyError, ValueError."""
        also = [ItemChange.from_document(each) for each in details["also"]]
        return cls(details["catalog"], int(details["revision"]), ItemChange.from_document(details), also)


def _flat(item: CatalogItem) -> dict[str, Any]:
    """Field beside field, so that the record tells which of them differ."""
    return {**item.value, "version": item.version, "order": item.order, "retired": item.retired}


def _item(document: dict[str, Any]) -> CatalogItem:
    own = ("version", "order", "retired")
    value = {name: each for name, each in document.items() if name not in own}
    return CatalogItem(id=value["id"], value=value, **{name: document[name] for name in own})


class CatalogEdits:
    """Each edit takes effect once, and its row says so, whatever is lost on the way."""

    def __init__(self, actions: AdminActions, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    async def make(self, admin_id: str, action: str, edit: Edit) -> None:
        """Raises CatalogUnavailableError when somebody else has edited the catalogue since that revision."""
        details = edit.to_details()
        row = await self._actions.begin(admin_id, action, edit.main.after.id, new_id("eff"), details)
        await self._carry_out(row, Edit.from_details(row.details))

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` edits that a crash left; how many. Raises PyMongoError."""
        rested = self._clock() - timedelta(seconds=REST_SECONDS)
        left = await self._actions.uncompleted(ACTIONS, rested, limit)
        for action in left:
            try:
                edit = Edit.from_details(action.details)
            except (KeyError, TypeError, ValueError) as error:  # of a form that this version does not know
                await self._actions.complete(action.effect_id, UnknownOutcomeError.code)
                _log.warning("catalog_edit_unreadable", effect_id=action.effect_id, error=type(error).__name__)
                continue
            try:
                await self._carry_out(action, edit)
            except CatalogUnavailableError as error:
                _log.info("catalog_edit_ended", effect_id=action.effect_id, code=error.code)
        return len(left)

    async def _carry_out(self, action: AdminAction, edit: Edit) -> None:
        if not await in_transaction(lambda session: self._change(session, action, edit)):
            await self._actions.complete(action.effect_id, CatalogUnavailableError.code)
        if await self._actions.outcome(action.effect_id) != DONE:
            raise CatalogUnavailableError
        _log.info("catalog_edited", action=action.action, item_id=action.target_id, admin_id=action.admin_id)

    async def _change(self, session: AsyncClientSession, action: AdminAction, edit: Edit) -> bool:
        """Whether it is made, or was: nobody has edited the catalogue since the revision of the edit."""
        catalogs = Catalog.get_pymongo_collection()
        stored = await catalogs.find_one({"_id": edit.catalog, "revision": edit.revision}, session=session)
        if stored is None or not await self._actions.complete(action.effect_id, DONE, session):
            return stored is not None
        items = {item["id"]: item for item in stored["items"]}
        items |= {each.after.id: each.after.model_dump() for each in edit.changes}
        now = self._clock()
        await catalogs.update_one(
            {"_id": edit.catalog},
            {"$set": {"items": list(items.values()), "updated_at": now}, "$inc": {"revision": 1}},
            session=session,
        )
        versions = [
            CatalogVersion(
                id=version_id(edit.catalog, edit.revision + 1, each.after.id),
                catalog=edit.catalog,
                item_id=each.after.id,
                change=each.change,
                by=action.admin_id,
                effect_id=action.effect_id,
                before=each.before,
                after=each.after,
                at=now,
            )
            for each in edit.changes
        ]
        await CatalogVersion.insert_many(versions, session=session)
        return True
