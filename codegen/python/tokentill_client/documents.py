"""What is sent of a document: its text, or its id in a manifest of persisted operations (docs/graphql.md)."""

import hashlib

__all__ = ["sent_of"]


def sent_of(document: str, *, persisted: bool) -> dict[str, str]:
    """The part of a request that says what to run. Ids are those of `generated/persisted-documents.json`."""
    if not persisted:
        return {"query": document}
    return {"documentId": "sha256:" + hashlib.sha256(document.encode()).hexdigest()}
