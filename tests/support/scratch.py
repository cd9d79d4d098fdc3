"""Folders for databases of tests: in memory where there is plenty, for mongod needs half the CPU there."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["scratch_folder"]

_MEMORY = Path("/dev/shm")
_LEAST_FREE_BYTES = 8 * 2**30


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards, with everything in it."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _LEAST_FREE_BYTES
    folder = tempfile.mkdtemp(prefix="tokentill-", dir=_MEMORY if roomy else None)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
