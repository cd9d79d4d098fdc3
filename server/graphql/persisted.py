"""Persisted operations: documents that this server knows from its start, and that requests name by an id.

The manifest is a JSON object from ids to documents, as GraphQL Code Generator's client preset writes it
(`persisted-documents.json`) and `tokentill persist` does. Besides its own id a document has those by its SHA-256:
`sha256:<hex>` (GraphQL over HTTP, appendix Persisted Documents) and `<hex>` (Apollo's `extensions.persistedQuery`).
"""

import hashlib
from pathlib import Path

import orjson

from settings import SettingsError

__all__ = ["PersistedOperationsError", "identifiers_of", "read_manifest", "sha256_of"]

SHA256_PREFIX = "sha256:"
MAXIMUM_MANIFEST_BYTES = 16 * 1024 * 1024


class PersistedOperationsError(SettingsError):
    """The manifest cannot be used."""

    def __init__(self, problem: str) -> None:
        super().__init__([f"PERSISTED_OPERATIONS_FILE: {problem}"])


def read_manifest(file: Path) -> dict[str, str]:
    """The documents of a manifest by their ids; raises PersistedOperationsError when it is none."""
    try:
        if file.stat().st_size > MAXIMUM_MANIFEST_BYTES:
            raise PersistedOperationsError(f"{file} is larger than {MAXIMUM_MANIFEST_BYTES} bytes")
        manifest = orjson.loads(file.read_bytes())
    except OSError as error:
        raise PersistedOperationsError(f"{file} cannot be read: {error.strerror}") from error
    except orjson.JSONDecodeError as error:
        raise PersistedOperationsError(f"{file} is not JSON in UTF-8") from error
    if not isinstance(manifest, dict) or not all(isinstance(text, str) for text in manifest.values()):
        raise PersistedOperationsError(f"{file} must be a JSON object from ids to GraphQL documents")
    for identifier, text in manifest.items():
        if identifier.startswith(SHA256_PREFIX) and identifier != SHA256_PREFIX + sha256_of(text):
            raise PersistedOperationsError(f"{file}: {identifier} is not the SHA-256 of its document")
    return manifest


def identifiers_of(identifier: str, text: str) -> tuple[str, str, str]:
    """All ids of the document that stands under `identifier` in the manifest."""
    digest = sha256_of(text)
    return identifier, digest, SHA256_PREFIX + digest


def sha256_of(text: str) -> str:
    """In lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
