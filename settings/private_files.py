"""Folders and files that only their owner may read: the data folder and the secrets in it."""

import os
import tempfile
from pathlib import Path

__all__ = ["create_secret_once", "make_private_file", "make_private_folder"]


def make_private_folder(path: Path) -> None:
    """Make `path` with mode 0700 unless it is there; folders above it get the usual mode. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make `path` an empty file unless it is there; either way its mode is 0600 afterwards. Raises OSError."""
    make_private_folder(path.parent)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


def create_secret_once(path: Path, secret: bytes) -> None:
    """Write `secret` into a new file of mode 0600, whole or not at all; one that is there stays as it is.

    Of two processes that start together one wins, and both read its secret afterwards. Raises OSError.
    """
    make_private_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
