"""What the package catalogue refuses.

TokentillError
└── PackageNotFoundError    no package has this id

SettingsError
└── CatalogError            the catalogue's file holds packages that cannot be sold; the server does not start
"""

from services.errors import TokentillError
from settings import SettingsError

__all__ = ["CatalogError", "PackageNotFoundError"]


class PackageNotFoundError(TokentillError):
    """No package on sale has the id that was asked for."""

    code = "PACKAGE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such package; choose one that `packages` lists.")


class CatalogError(SettingsError):
    """Packages that cannot be sold. `problems` holds one sentence for each, with the package's name in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__([f"CATALOG_FILE: {problem}" for problem in problems])
