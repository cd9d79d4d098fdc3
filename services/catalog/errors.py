"""What the catalogues of packages and of models refuse.

TokentillError
├── PackageNotFoundError    no package has this id
├── ModelNotFoundError      no provider lists a model of this id
└── ModelNotPricedError     its provider publishes no usable price for it

SettingsError
└── CatalogError            the catalogue's file holds packages that cannot be sold; the server does not start
"""

from services.errors import TokentillError
from settings import SettingsError

__all__ = ["CatalogError", "ModelNotFoundError", "ModelNotPricedError", "PackageNotFoundError"]


class PackageNotFoundError(TokentillError):
    """No package on sale has the id that was asked for."""

    code = "PACKAGE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such package; choose one that `packages` lists.")


class ModelNotFoundError(TokentillError):
    """No provider of this server lists a model of the id that was asked for."""

    code = "MODEL_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such model; choose one that `models` lists.")


class ModelNotPricedError(TokentillError):
    """The model exists, and its provider's price for it is missing, negative or unreadable. Never free by accident."""

    code = "MODEL_NOT_PRICED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"This model cannot be used: {reason}.")


class CatalogError(SettingsError):
    """Packages that cannot be sold. `problems` holds one sentence for each, with the package's name in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__([f"CATALOG_FILE: {problem}" for problem in problems])
