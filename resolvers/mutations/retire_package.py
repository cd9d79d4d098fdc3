"""`retirePackage`: for admins."""

import strawberry

from schema.catalog_package import CatalogPackage, EditPackageResult, PackageSaved, RetirePackageInput
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["retire_package"]


@strawberry.mutation(description="Take a package off sale; payments that were begun go on. For admins.")
async def retire_package(info: Info, input: RetirePackageInput) -> EditPackageResult:
    """Retire it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.packages
        item = await catalog.retire(admin.user_id, input.package_id, input.version)
    except TokentillError as error:
        return edit_refusal(error)
    return PackageSaved(package=CatalogPackage.of(item))
