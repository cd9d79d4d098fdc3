"""What the catalogues of packages, plans and models refuse.

TokentillError
├── PackageNotFoundError    no package has this id
├── PlanNotFoundError       no plan has this id
├── ModelNotFoundError      no provider lists a model of this id
├── ModelNotPricedError     its provider publishes no usable price for it
└── ModelsUnavailableError  what admins set for models cannot be read or changed right now

SettingsError
└── CatalogError            a file holds packages or plans that cannot be sold; the server does not start
"""

from messages import Phrase
from services.errors import TokentillError
from settings import SettingsError

__all__ = [
    "CatalogError",
    "ModelNotFoundError",
    "ModelNotPricedError",
    "ModelsUnavailableError",
    "PackageNotFoundError",
    "PlanNotFoundError",
]


class PackageNotFoundError(TokentillError):
    """No package on sale has the id that was asked for."""

    code = "PACKAGE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such package; choose one that `packages` lists.")


class PlanNotFoundError(TokentillError):
    """No plan has the id that was asked for."""

    code = "PLAN_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such plan; choose one that `plans` lists.")


class ModelNotFoundError(TokentillError):
    """No provider of this server lists a model of the id that was asked for."""

    code = "MODEL_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("There is no such model; choose one that `models` lists.")


class ModelNotPricedError(TokentillError):
    """The model exists, and its provider's price for it is missing, negative or unreadable. Never free by accident."""

    code = "MODEL_NOT_PRICED"

    def __init__(self, reason: str) -> None:
        super().__init__(Phrase("This model cannot be used: {reason}.", reason=reason))


class ModelsUnavailableError(TokentillError):
    """The database does not answer, or what is set for a model was changed by somebody else just now."""

    code = "MODELS_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Models cannot be read or changed right now; try again in a moment.")


class CatalogError(SettingsError):
    """Packages or plans that cannot be sold. `problems` holds one sentence for each, with what it is about.

    `setting` is the setting that names the file.
    """

    def __init__(self, problems: list[str], *, setting: str) -> None:
        super().__init__([f"{setting}: {problem}" for problem in problems])
