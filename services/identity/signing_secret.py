"""The secret that signs access tokens: the setting, or in development one that is made once under DATA_DIR."""

import os
import secrets
import tempfile
from pathlib import Path

from settings import Settings

__all__ = ["signing_secret"]

_FILE = "jwt_secret"


def signing_secret(settings: Settings) -> str:
    """JWT_SECRET, or the secret of the data folder, which is made at the first start and readable by its owner only.

    It is kept, so that sessions outlive a restart. Raises OSError when the folder cannot be written.
    """
    if settings.jwt_secret is not None:
        return settings.jwt_secret.get_secret_value()
    path = settings.data_dir / _FILE
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        _create(path)
    return path.read_text(encoding="ascii").strip()


def _create(path: Path) -> None:
    """Write a new secret, whole or not at all; of two processes that start together one wins, and both read its."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{_FILE}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
