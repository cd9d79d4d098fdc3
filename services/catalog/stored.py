"""Packages or plans as the database has them, for every server: seeded at the first start, edited by admins since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import structlog
from bson.int64 import Int64
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from models.catalog import Catalog, CatalogItem
from models.catalog_version import CatalogChange, CatalogVersion
from services.catalog.errors import CatalogError
from services.catalog.kinds import CatalogKind, Row
from services.clock import Clock
from services.kept import Kept
from services.transactions import in_transaction

__all__ = ["ORDER_STEP", "StoredCatalog", "items_of", "offered_rows", "version_id"]

_log = structlog.get_logger(__name__)

Offer = TypeVar("Offer")
ORDER_STEP = 10
"""Between an item and the next one, so that another fits between."""


@dataclass(frozen=True, slots=True)
class _Revision(Generic[Offer]):
    """What is offered at one revision; two of one number are the same."""

    number: int
    offer: Offer = field(compare=False)


class StoredCatalog(Generic[Offer]):
    """One for a process and kind."""

    def __init__(self, kind: CatalogKind[Offer], clock: Clock) -> None:
        self.kind = kind
        self._clock = clock
        self._kept: Kept[_Revision[Offer]] = Kept(self._read, clock, name=f"catalog-{kind.name}")
        self._known: _Revision[Offer] | None = None

    async def current(self) -> Offer:
        """What is offered now; an edit on another server is seen within seconds. Raises PyMongoError."""
        return (await self._kept.current()).offer

    def forget(self) -> None:
        """It was edited by this process; what is asked from now on has it."""
        self._kept.forget()

    async def document(self) -> Catalog:
        """All of it, retired items included. Raises PyMongoError."""
        stored = await Catalog.find_one({"_id": self.kind.name})
        if stored is None:
            await self.seed()
            stored = await Catalog.find_one({"_id": self.kind.name})
        if stored is None:
            raise RuntimeError(f"the catalogue of {self.kind.name} is removed by somebody")
        return stored

    async def seed(self) -> None:
        """Store what is built in where nothing is stored; several servers may try. Raises PyMongoError."""
        collection = Catalog.get_pymongo_collection()
        if await collection.find_one({"_id": self.kind.name}, {"_id": True}) is not None:
            return
        items, now = items_of(self.kind.rows_of(self.kind.built_in)), self._clock()
        catalog = Catalog(id=self.kind.name, revision=Int64(1), items=items, updated_at=now)
        versions = [
            CatalogVersion(
                id=version_id(self.kind.name, 1, item.id),
                catalog=self.kind.name,
                item_id=item.id,
                change=CatalogChange.SEEDED,
                after=item,
                at=now,
            )
            for item in items
        ]

        async def write(session: AsyncClientSession) -> None:
            await catalog.insert(session=session)
            await CatalogVersion.insert_many(versions, session=session)

        try:
            await in_transaction(write)
        except DuplicateKeyError:
            return  # another server was faster
        _log.info("catalog_seeded", catalog=self.kind.name, items=len(items))

    async def check(self) -> None:
        """Raise CatalogError, which names it, when something that is stored cannot be offered by these settings."""
        _, problems = self.kind.read(offered_rows((await self.document()).items))
        if problems:
            raise CatalogError(problems, setting=f"{self.kind.name} in the database")

    async def _read(self) -> _Revision[Offer]:
        stored = await Catalog.find_one({"_id": self.kind.name})
        revision = 0 if stored is None else int(stored.revision)
        if self._known is None or self._known.number != revision:
            rows = self.kind.rows_of(self.kind.built_in) if stored is None else offered_rows(stored.items)
            offer, problems = self.kind.read(rows)
            if problems:  # a server with other settings has edited it: what can be offered here is
                _log.error("catalog_problems", catalog=self.kind.name, revision=revision, problems=problems)
            self._known = _Revision(revision, offer)
        return self._known


def items_of(rows: Sequence[Row]) -> list[CatalogItem]:
    """A file's rows as items, in the file's order."""
    return [
        CatalogItem(id=row["id"], version=1, order=number * ORDER_STEP, value=dict(row))
        for number, row in enumerate(rows, start=1)
    ]


def offered_rows(items: Sequence[CatalogItem]) -> list[Row]:
    """Those that are not retired, in their order."""
    offered = [item for item in items if not item.retired]
    return [item.value for item in sorted(offered, key=lambda item: (item.order, item.id))]


def version_id(catalog: str, revision: int, item_id: str) -> str:
    """Sorts by time within its catalogue."""
    return f"{catalog}.{revision:010d}.{item_id}"
