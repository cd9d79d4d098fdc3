"""What admins do with packages and plans: make, change, retire and restore them, and look at what they were."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from messages import Phrase
from models.catalog import Catalog, CatalogItem
from models.catalog_version import CatalogChange, CatalogVersion
from services.catalog.edits import CatalogEdits, Edit, ItemChange
from services.catalog.errors import (
    CatalogEditRefusedError,
    CatalogEditStaleError,
    CatalogIdTakenError,
    CatalogInFileError,
    CatalogUnavailableError,
)
from services.catalog.kinds import CatalogKind
from services.catalog.stored import ORDER_STEP, StoredCatalog, items_of, offered_rows
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = ["MOST_ITEMS", "MOST_ORDER", "CatalogEditing"]

_away_is_unavailable = database_errors_become(CatalogUnavailableError)

Offer = TypeVar("Offer")
MOST_ITEMS = 500
"""Retired ones included: all of them are one document."""
MOST_ORDER = 1_000_000
_POSITION = re.compile(r"[0-9]{10}\.[a-z0-9_-]{1,64}")
_VERBS = {
    CatalogChange.CREATED: "create",
    CatalogChange.UPDATED: "update",
    CatalogChange.RETIRED: "retire",
    CatalogChange.RESTORED: "restore",
}


class CatalogEditing(Generic[Offer]):
    """One for a process and kind. `admin_id` is a user's id. Edits are heard of by other servers within seconds.

    `version` is the one that an admin has looked at; of a later one they are told by CatalogEditStaleError.
    Values are as in a file of packages or plans. All edits raise CatalogInFileError where a setting names such a file,
    CatalogEditRefusedError, InvalidInputError and CatalogUnavailableError, and those of what is not there
    PackageNotFoundError or PlanNotFoundError.
    """

    def __init__(self, kind: CatalogKind[Offer], file: Path | None, edits: CatalogEdits, clock: Clock) -> None:
        self._kind = kind
        self._file = file
        self._edits = edits
        self.stored = StoredCatalog(kind, clock)

    @_away_is_unavailable
    async def create(
        self, admin_id: str, item_id: str, value: Mapping[str, Any], order: int | None = None
    ) -> CatalogItem:
        """A new one; without an `order` it comes last. Raises CatalogIdTakenError."""
        catalog = await self._document()
        if any(item.id == item_id for item in catalog.items):
            raise CatalogIdTakenError
        if len(catalog.items) >= MOST_ITEMS:
            raise InvalidInputError("id", "is one too many; change one that is retired")
        last = max((item.order for item in catalog.items), default=0)
        place = _checked_order(min(last + ORDER_STEP, MOST_ORDER) if order is None else order)
        new = CatalogItem(id=item_id, version=1, order=place, value=_tidy({"id": item_id, **value}))
        return await self._make(admin_id, catalog, ItemChange(CatalogChange.CREATED, None, new))

    @_away_is_unavailable
    async def update(
        self, admin_id: str, item_id: str, version: int, changes: Mapping[str, Any], order: int | None = None
    ) -> CatalogItem:
        """Change some fields; None takes one away. What was bought stands. Where nothing changes, nothing is written.

        Raises CatalogEditStaleError.
        """
        catalog = await self._document()
        before = self._found(catalog, item_id, version)
        value = _tidy({**before.value, **changes})
        place = before.order if order is None else _checked_order(order)
        after = before.model_copy(update={"value": value, "order": place})
        return await self._make(admin_id, catalog, ItemChange(CatalogChange.UPDATED, before, after))

    @_away_is_unavailable
    async def retire(self, admin_id: str, item_id: str, version: int) -> CatalogItem:
        """Offer it to nobody any more; a default one is that no longer. Raises CatalogEditStaleError."""
        catalog = await self._document()
        before = self._found(catalog, item_id, version)
        after = before.model_copy(update={"retired": True, "value": _tidy({**before.value, "default": False})})
        return await self._make(admin_id, catalog, ItemChange(CatalogChange.RETIRED, before, after))

    @_away_is_unavailable
    async def restore(self, admin_id: str, item_id: str, version: int) -> CatalogItem:
        """Offer a retired one again. Raises CatalogEditStaleError."""
        catalog = await self._document()
        before = self._found(catalog, item_id, version)
        after = before.model_copy(update={"retired": False})
        return await self._make(admin_id, catalog, ItemChange(CatalogChange.RESTORED, before, after))

    @_away_is_unavailable
    async def page(self, request: PageRequest, *, retired: bool | None = None) -> Page[CatalogItem]:
        """All of them in their order, or only those that are retired or are not; positions are `position_of`."""
        if request.after is not None and not _POSITION.fullmatch(request.after):
            raise InvalidInputError("after", "is not a cursor of this list.")
        items = await self._items()
        wanted = [item for item in items if retired is None or item.retired is retired]
        after = request.after or ""
        behind = sorted((item for item in wanted if self.position_of(item) > after), key=self.position_of)
        return Page.cut(behind[: request.first + 1], request.first)

    @staticmethod
    def position_of(item: CatalogItem) -> str:
        """Where it stands in the list."""
        return f"{item.order:010d}.{item.id}"

    @_away_is_unavailable
    async def history(self, request: PageRequest, item_id: str | None = None) -> Page[CatalogVersion]:
        """Every version of one, or of all, the newest first; positions are `history_position_of`."""
        if request.after is not None and not _POSITION.fullmatch(request.after):
            raise InvalidInputError("after", "is not a cursor of this list.")
        name = self._kind.name
        ids: dict[str, Any] = {"$gte": f"{name}.", "$lt": f"{name}.{request.after or ':'}"}  # ":" follows the digits
        query = {"_id": ids} if item_id is None else {"catalog": name, "item_id": item_id, "_id": ids}
        rows = await CatalogVersion.find(query).sort("-_id").limit(request.first + 1).to_list()
        return Page.cut(rows, request.first)

    def history_position_of(self, version: CatalogVersion) -> str:
        """Where it stands in the history."""
        return str(version.id).removeprefix(f"{self._kind.name}.")

    async def _items(self) -> Sequence[CatalogItem]:
        if self._file is not None:
            return items_of(self._kind.rows_of(self._file))
        return (await self.stored.document()).items

    async def _document(self) -> Catalog:
        if self._file is not None:
            raise CatalogInFileError(self._kind.setting)
        return await self.stored.document()

    def _found(self, catalog: Catalog, item_id: str, version: int) -> CatalogItem:
        found = next((item for item in catalog.items if item.id == item_id), None)
        if found is None:
            raise self._kind.unknown()
        if found.version != version:
            raise CatalogEditStaleError(found.version)
        return found

    async def _make(self, admin_id: str, catalog: Catalog, change: ItemChange) -> CatalogItem:
        if change.before == change.after:
            return change.after
        if change.before is not None:
            after = change.after.model_copy(update={"version": change.before.version + 1})
            change = replace(change, after=after)
        also = _unmarked(catalog.items, change.after)
        self._check(catalog.items, [change, *also])
        action = f"{_VERBS[change.change]}_{self._kind.singular}"
        try:
            await self._edits.make(admin_id, action, Edit(self._kind.name, int(catalog.revision), change, also))
        finally:
            self.stored.forget()
        return change.after

    def _check(self, items: Sequence[CatalogItem], changes: Sequence[ItemChange]) -> None:
        """Only problems that come with the edit: else what is wrong with one item could not be mended before others."""
        edited = {item.id: item for item in items} | {each.after.id: each.after for each in changes}
        main = changes[0].after
        rows = offered_rows([*edited.values()])
        if not rows:
            raise CatalogEditRefusedError([Phrase("at least one must be offered")])
        if main.retired and main.value.get("default"):
            raise InvalidInputError("default", "must not be what is retired")
        _, before = self._kind.read(offered_rows(items))
        stays_retired = main.retired and changes[0].change is not CatalogChange.RETIRED
        _, after = self._kind.read([*rows, main.value] if stays_retired else rows)
        problems = [problem for problem in after if problem not in before]
        if problems:
            raise CatalogEditRefusedError(problems)


def _unmarked(items: Sequence[CatalogItem], new: CatalogItem) -> list[ItemChange]:
    """Whatever was the default until `new` is."""
    if new.retired or not new.value.get("default"):
        return []
    others = [item for item in items if item.id != new.id and item.value.get("default")]
    return [
        ItemChange(
            CatalogChange.UNMARKED,
            item,
            item.model_copy(
                update={"version": item.version + 1, "value": _tidy({**item.value, "default": False})},
            ),
        )
        for item in others
    ]


def _tidy(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing, so that what means the same is the same."""
    return {name: each for name, each in value.items() if each is not None and each is not False and each != []}


def _checked_order(order: int) -> int:
    if not 0 <= order <= MOST_ORDER:
        raise InvalidInputError(
            "order", Phrase("must be a whole number from {least} to {most}", least=0, most=MOST_ORDER)
        )
    return order
