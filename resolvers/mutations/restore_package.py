"""`restorePackage`: for admins."""

import strawberry

from schema.catalog_package import CatalogPackage, EditPackageResult, PackageSaved, RestorePackageInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["restore_package"]


@strawberry.mutation(description="Put a retired package on sale again. For admins.")
async def restore_package(info: Info, input: RestorePackageInput) -> EditPackageResult:
    """Restore it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.packages
        item = await catalog.restore(admin.user_id, input.package_id, input.version)
    except TokentillError as error:
        return edit_refusal(error)
    return PackageSaved(package=CatalogPackage.of(item))
