"""Packages and plans, wherever they come from: for whoever sells them, and for the admins who edit them."""

from gateways.amount_limits import LimitsOfPrice
from services.admin.actions import AdminActions
from services.catalog.editing import CatalogEditing
from services.catalog.edits import CatalogEdits
from services.catalog.kinds import package_kind, plan_kind
from services.catalog.packages import PackageSource, load_catalog
from services.catalog.plans import PlanSource, load_plans
from services.clock import Clock
from settings import Settings

__all__ = ["Catalogs"]


class Catalogs:
    """One for a process. Where a setting names a file, the file rules; else the database does.

    Raises CatalogError for a file that holds what cannot be offered.
    """

    def __init__(self, settings: Settings, limits: LimitsOfPrice, clock: Clock) -> None:
        self._edits = CatalogEdits(AdminActions(clock), clock)
        self.packages = CatalogEditing(package_kind(limits), settings.catalog_file, self._edits, clock)
        self.plans = CatalogEditing(plan_kind(), settings.plans_file, self._edits, clock)
        self.package_source: PackageSource = self.packages.stored
        if settings.catalog_file is not None:
            self.package_source = load_catalog(settings.catalog_file, limits)
        self.plan_source: PlanSource = self.plans.stored
        if settings.plans_file is not None:
            self.plan_source = load_plans(settings.plans_file)
        self._stored = [
            stored
            for stored, file in (
                (self.packages.stored, settings.catalog_file),
                (self.plans.stored, settings.plans_file),
            )
            if file is None
        ]

    async def seed(self) -> None:
        """Store what is built in where the database has nothing yet. Raises PyMongoError."""
        for stored in self._stored:
            await stored.seed()

    async def check(self) -> None:
        """Raise CatalogError when something that is stored cannot be offered by these settings; and PyMongoError."""
        for stored in self._stored:
            await stored.check()

    async def complete(self, limit: int) -> int:
        """See `CatalogEdits.complete`."""
        return await self._edits.complete(limit)
