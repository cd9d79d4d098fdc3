"""The form of master keys, and what the settings must say of them."""

import base64
import binascii
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from settings.fields import Settings

__all__ = ["MASTER_KEY_BYTES", "master_key_bytes", "master_key_problems", "other_master_keys"]

MASTER_KEY_BYTES = 32
MOST_OTHER_KEYS = 10
_FORM = "must be 32 random bytes in hexadecimal or base64, as `openssl rand -hex 32` prints them"


def master_key_bytes(text: str) -> bytes:
    """The bytes of a key that is written in hexadecimal, or in base64 of either alphabet. Raises ValueError."""
    text = text.strip()
    try:
        if len(text) == 2 * MASTER_KEY_BYTES:
            return bytes.fromhex(text)
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        key = base64.b64decode(padded.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise ValueError(_FORM)
    return key


def other_master_keys(value: SecretStr | None) -> list[str]:
    """The keys that OTHER_MASTER_KEYS lists, as they are written there."""
    parts = value.get_secret_value().split(",") if value is not None else []
    return [part.strip() for part in parts if part.strip()]


def master_key_problems(settings: "Settings") -> list[str]:
    """One sentence for each problem, with the setting's name first and nothing of a key."""
    others = other_master_keys(settings.other_master_keys)
    problems: list[str] = []
    if settings.master_key is not None and not _is_key(settings.master_key.get_secret_value()):
        problems.append(f"MASTER_KEY: {_FORM}")
    if not all(_is_key(other) for other in others):
        problems.append(f"OTHER_MASTER_KEYS: each {_FORM}")
    if len(others) > MOST_OTHER_KEYS:
        problems.append(f"OTHER_MASTER_KEYS: must list at most {MOST_OTHER_KEYS} keys")
    if others and settings.master_key is None:
        problems.append("MASTER_KEY: is required when OTHER_MASTER_KEYS is set")
    return problems


def _is_key(text: str) -> bool:
    try:
        master_key_bytes(text)
    except ValueError:
        return False
    return True
