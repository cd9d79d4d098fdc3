"""The secret that signs access tokens: the setting, or in development one that is made once under DATA_DIR."""

import secrets

from settings import Settings
from settings.private_files import create_secret_once

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
        create_secret_once(path, secrets.token_urlsafe(48).encode("ascii"))
    return path.read_text(encoding="ascii").strip()
