"""Where the mongod of the embedded database comes from."""

import importlib.util
import os
import shutil
from pathlib import Path

__all__ = ["MongodNotFoundError", "find_mongod"]


class MongodNotFoundError(Exception):
    """No usable mongod is on this machine. The message says what to do."""


def find_mongod(configured: Path | None = None) -> Path:
    """The mongod to start: `configured`, else one on PATH, else the one that the PyPI wheel holds.

    Raises MongodNotFoundError when there is none, or when `configured` cannot be executed.
    """
    if configured is not None:
        if not os.access(configured, os.X_OK):
            raise MongodNotFoundError(f"TOKENTILL_MONGOD: {configured} is not a program that can be started")
        return configured
    on_path = shutil.which("mongod")
    if on_path is not None:
        return Path(on_path)
    packaged = _packaged_mongod()
    if packaged is not None:
        return packaged
    raise MongodNotFoundError(
        "No mongod is on PATH and none came with the Python packages for this kind of machine. "
        "Set MONGODB_URI to a replica set, or TOKENTILL_MONGOD to a mongod binary."
    )


def _packaged_mongod() -> Path | None:
    # Only located, never imported: the full `fiftyone`, where present, takes seconds to import.
    package = importlib.util.find_spec("fiftyone")
    for location in (package.submodule_search_locations or []) if package is not None else []:
        candidate = Path(location) / "db" / "bin" / "mongod"
        if os.access(candidate, os.X_OK):
            return candidate
    return None
