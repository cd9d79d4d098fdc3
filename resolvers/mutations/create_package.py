"""`createPackage`: for admins."""

import strawberry

from schema.catalog_package import CatalogPackage, CreatePackageInput, EditPackageResult, PackageSaved
from schema.catalog_version import edit_refusal
from schema.context import Info, require_admin
from services.errors import TokentillError

__all__ = ["create_package"]


@strawberry.mutation(description="Put a new package on sale, with the checks of a file of packages. For admins.")
async def create_package(info: Info, input: CreatePackageInput) -> EditPackageResult:
    """Make it, and map what is refused."""
    try:
        admin = require_admin(info)
        catalog = info.context.services.catalogs.packages
        item = await catalog.create(admin.user_id, input.package_id, input.value(), input.order)
    except TokentillError as error:
        return edit_refusal(error)
    return PackageSaved(package=CatalogPackage.of(item))
