"""The Ed25519 keys of checkpoints: PEM files, as `openssl genpkey -algorithm ed25519` makes them."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from services.ledger.checkpoint.errors import CheckpointError
from settings import Environment, Settings
from settings.private_files import create_secret_once

__all__ = ["public_pem", "read_public_keys", "signing_key"]

_FILE = "checkpoint_key.pem"
_PEM_END = b"-----END PUBLIC KEY-----"
_LARGEST_FILE_BYTES = 65_536


def signing_key(settings: Settings, *, make: bool = True) -> Ed25519PrivateKey:
    """The key of CHECKPOINT_KEY_FILE; in development one of the data folder, made once, readable by its owner only.

    Without `make` it must be there already. Raises CheckpointError when there is none or it is no Ed25519 key, and
    OSError.
    """
    path = settings.checkpoint_key_file
    if path is None:
        if settings.environment is not Environment.DEVELOPMENT:
            raise CheckpointError(f"CHECKPOINT_KEY_FILE: is required when ENVIRONMENT={settings.environment.value}")
        path = settings.data_dir / _FILE
        if not path.exists() and not make:
            raise CheckpointError(f"There is no key {path}; name a file of public keys with --public-key")
        if not path.exists():
            create_secret_once(path, _new_key())
    try:
        key = load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CheckpointError(f"{path} is no unencrypted private key in PEM") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CheckpointError(f"{path} is no Ed25519 key")
    return key


def read_public_keys(path: Path) -> list[Ed25519PublicKey]:
    """All keys of a PEM file: the present one, and earlier ones whose checkpoints still count.

    Raises CheckpointError when there is none, or one that is no Ed25519 key, and OSError.
    """
    blocks = [block + _PEM_END for block in _read(path).split(_PEM_END)[:-1]]
    try:
        keys = [load_pem_public_key(block.lstrip()) for block in blocks]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise CheckpointError(f"{path} holds what is no public key in PEM") from error
    trusted = [key for key in keys if isinstance(key, Ed25519PublicKey)]
    if not keys or len(trusted) != len(keys):
        raise CheckpointError(f"{path} must hold Ed25519 public keys in PEM, and nothing else")
    return trusted


def public_pem(key: Ed25519PublicKey) -> str:
    """A public key as a PEM text."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE_BYTES)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
