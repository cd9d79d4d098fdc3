"""Reads the JSON files that describe what is on sale, within limits."""

import json
from pathlib import Path

from services.catalog.errors import CatalogError

__all__ = ["FILE_MAXIMUM_BYTES", "read_json"]

FILE_MAXIMUM_BYTES = 1_048_576


def read_json(path: Path, *, setting: str) -> object:
    """What stands in the file. Raises CatalogError, in the name of `setting`, when it cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_MAXIMUM_BYTES + 1)
    except OSError as error:
        raise CatalogError([f"{path} cannot be read: {error.strerror}"], setting=setting) from error
    if len(content) > FILE_MAXIMUM_BYTES:
        raise CatalogError([f"{path} is larger than {FILE_MAXIMUM_BYTES} bytes"], setting=setting)
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CatalogError([f"{path} is not JSON: {error}"], setting=setting) from error
