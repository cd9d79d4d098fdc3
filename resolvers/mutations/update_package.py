"""`updatePackage`: for admins."""

import strawberry

from schema.catalog_package import CatalogPackage, EditPackageResult, PackageSaved, UpdatePackageInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["update_package"]


@strawberry.mutation(
    description="Change a package, for purchases from now on; payments that were begun "
    "keep package and price. For admins."
)
async def update_package(info: Info, input: UpdatePackageInput) -> EditPackageResult:
    """Change it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.packages
        item = await catalog.update(admin.user_id, input.package_id, input.version, input.changes(), input.order)
    except TokentillError as error:
        return edit_refusal(error)
    return PackageSaved(package=CatalogPackage.of(item))
