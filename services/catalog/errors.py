"""What the catalogues of packages, plans and models refuse.

TokentillError
├── CatalogEditRefusedError   an admin's edit would leave something that cannot be offered
├── CatalogEditStaleError     an admin's edit is of a version that is not the newest any more
├── CatalogIdTakenError       an admin's new package or plan has an id that is in use
├── CatalogInFileError        packages or plans stand in a file, so they are edited there
├── CatalogUnavailableError   packages and plans cannot be read or edited right now
├── PackageNotFoundError      no package has this id
├── PlanNotFoundError         no plan has this id
├── ModelNotFoundError        no provider lists a model of this id
├── ModelNotPricedError       its provider publishes no usable price for it
└── ModelsUnavailableError    what admins set for models cannot be read or changed right now

SettingsError
└── CatalogError            a file holds packages or plans that cannot be sold; the server does not start
"""

from collections.abc import Sequence
from functools import reduce

from messages import ApiName, Phrase
from services.errors import TokentillError
from settings import SettingsError

__all__ = [
    "CatalogEditRefusedError",
    "CatalogEditStaleError",
    "CatalogError",
    "CatalogIdTakenError",
    "CatalogInFileError",
    "CatalogUnavailableError",
    "ModelNotFoundError",
    "ModelNotPricedError",
    "ModelsUnavailableError",
    "PackageNotFoundError",
    "PlanNotFoundError",
]


_MOST_PROBLEMS = 10
_PROBLEM_CHARACTERS = 300


def _cut(problem: str) -> str:
    """What an admin typed stands in it, however long."""
    return problem if len(problem) <= _PROBLEM_CHARACTERS else problem[:_PROBLEM_CHARACTERS]


def _joined(problems: str, another: str) -> str:
    return Phrase("{problems}; {another}", problems=problems, another=another)


class CatalogEditRefusedError(TokentillError):
    """The edit would leave a package or plan that cannot be offered. `problems` holds the first sentences of why."""

    code = "CATALOG_EDIT_REFUSED"

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = [_cut(problem) for problem in problems[:_MOST_PROBLEMS]]
        super().__init__(Phrase("This cannot be offered: {problems}.", problems=reduce(_joined, self.problems)))


class CatalogEditStaleError(TokentillError):
    """Somebody has edited it since the version that was named. `current_version` is the newest one."""

    code = "CATALOG_EDIT_STALE"

    def __init__(self, current_version: int) -> None:
        self.current_version = current_version
        super().__init__(
            Phrase(
                "It was edited meanwhile, and is at version {version} now; look at that first.", version=current_version
            )
        )


class CatalogIdTakenError(TokentillError):
    """A package or plan has this id, be it a retired one. An id is never given to another."""

    code = "CATALOG_ID_TAKEN"

    def __init__(self) -> None:
        super().__init__("This id is in use, or was; choose another one, or restore what has it.")


class CatalogInFileError(TokentillError):
    """A setting names the file that holds them."""

    code = "CATALOG_IN_FILE"

    def __init__(self, setting: str) -> None:
        super().__init__(
            Phrase(
                "They are read from the file that {setting} names; edit that, and restart.", setting=ApiName(setting)
            )
        )


class CatalogUnavailableError(TokentillError):
    """The database does not answer, or somebody else edits the catalogue at this moment."""

    code = "CATALOG_UNAVAILABLE"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Packages and plans cannot be read or edited right now; try again in a moment.")


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
