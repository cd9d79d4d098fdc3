"""The master keys that this server knows: one that seals, and others that only open."""

import hashlib
import secrets
from dataclasses import dataclass

from settings import Environment, Settings
from settings.master_keys import MASTER_KEY_BYTES, master_key_bytes, other_master_keys
from settings.private_files import create_secret_once

__all__ = ["MasterKey", "master_keys"]

_FILE = "master_key"
_ID_LABEL = b"tokentill/master-key-id/1/"
_ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True, repr=False)
class MasterKey:
    """32 bytes. It has no repr, so that no log can show it."""

    key: bytes

    @property
    def id(self) -> str:
        """Stands in what the key has sealed. It is made of the key, and tells nothing of it."""
        return hashlib.sha256(_ID_LABEL + self.key).hexdigest()[:_ID_CHARACTERS]


def master_keys(settings: Settings) -> list[MasterKey]:
    """The one that seals, then the others; none when the settings name none.

    In development that is one of the data folder, made once and readable by its owner only. Raises OSError, and
    ValueError when that file holds no key.
    """
    if settings.master_key is None:
        return [_key_of_folder(settings)] if settings.environment is Environment.DEVELOPMENT else []
    written = [settings.master_key.get_secret_value(), *other_master_keys(settings.other_master_keys)]
    return [MasterKey(master_key_bytes(text)) for text in written]


def _key_of_folder(settings: Settings) -> MasterKey:
    path = settings.data_dir / _FILE
    if not path.exists():
        create_secret_once(path, secrets.token_hex(MASTER_KEY_BYTES).encode("ascii"))
    try:
        return MasterKey(master_key_bytes(path.read_text(encoding="ascii")))
    except ValueError as error:
        raise ValueError(f"{path} holds no master key") from error
