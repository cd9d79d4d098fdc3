"""What packages and plans have in common where they are edited, and in what they differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from gateways.amount_limits import LimitsOfPrice
from services.catalog.errors import PackageNotFoundError, PlanNotFoundError
from services.catalog.files import read_json
from services.catalog.packages import BUILT_IN_CATALOG, PackageCatalog
from services.catalog.plan_validation import read_plans
from services.catalog.plans import BUILT_IN_PLANS, PlanCatalog
from services.catalog.validation import read_packages
from services.errors import TokentillError

__all__ = ["CatalogKind", "Row", "package_kind", "plan_kind"]

Row = Mapping[str, Any]
"""A package or plan as it stands in a file."""
Offer = TypeVar("Offer")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogKind(Generic[Offer]):
    """Packages, or plans."""

    name: str
    """Names the document, and the list in a file."""
    singular: str
    setting: str
    """The setting that names a file which rules in place of the database."""
    built_in: Path
    """What is offered at the first start."""
    read: Callable[[Sequence[Row]], tuple[Offer, list[str]]]
    """What can be offered of these rows, and a sentence for each problem."""
    unknown: Callable[[], TokentillError]
    """The error for an id that nothing has."""

    def rows_of(self, file: Path) -> list[Row]:
        """What stands in a file, as it stands there; raises CatalogError when it cannot be read."""
        document = read_json(file, setting=self.setting)
        rows = document.get(self.name) if isinstance(document, dict) else None
        return list(rows) if isinstance(rows, list) else []


def package_kind(limits: LimitsOfPrice) -> CatalogKind[PackageCatalog]:
    """Packages, whose prices must be within the gateways' `limits`."""

    def read(rows: Sequence[Row]) -> tuple[PackageCatalog, list[str]]:
        packages, problems = read_packages({"packages": list(rows)}, limits)
        return PackageCatalog(packages), problems

    return CatalogKind(
        name="packages",
        singular="package",
        setting="CATALOG_FILE",
        built_in=BUILT_IN_CATALOG,
        read=read,
        unknown=PackageNotFoundError,
    )


def plan_kind() -> CatalogKind[PlanCatalog]:
    """Plans."""

    def read(rows: Sequence[Row]) -> tuple[PlanCatalog, list[str]]:
        plans, problems = read_plans({"plans": list(rows)})
        return PlanCatalog(plans), problems

    return CatalogKind(
        name="plans",
        singular="plan",
        setting="PLANS_FILE",
        built_in=BUILT_IN_PLANS,
        read=read,
        unknown=PlanNotFoundError,
    )
