"""Reads a checkpoint, which comes from outside: nothing in it is believed before its signature."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.ledger.checkpoint.errors import CheckpointError, CheckpointForgedError
from services.ledger.checkpoint.form import LONGEST_LINE_BYTES, TYPE, VERSION, signed_text

__all__ = ["Checkpoint"]

Head = tuple[str, int, str]
"""A wallet's newest entry: wallet, number and hash."""


class Checkpoint:
    """A checkpoint file that some of `trusted` must have signed."""

    def __init__(self, path: Path, trusted: Sequence[Ed25519PublicKey]) -> None:
        self._path = path
        self._trusted = trusted

    def verify(self) -> None:
        """Read all of it. Raises CheckpointError when it is no checkpoint, CheckpointForgedError, and OSError."""
        for _ in self.heads():
            pass

    def heads(self) -> Iterator[Head]:
        """The wallets' lines, one at a time. What `verify` raises may be raised after the last: call that first."""
        digest, wallets = hashlib.sha256(), 0
        with self._path.open("rb") as file:
            number, line = 1, file.readline(LONGEST_LINE_BYTES)
            header = self._parse(line, number)
            if (header.get("type"), header.get("version")) != (TYPE, VERSION):
                raise CheckpointError(f"{self._path} is no checkpoint of version {VERSION}")
            while True:
                digest.update(line)
                number, line = number + 1, file.readline(LONGEST_LINE_BYTES)
                document = self._parse(line, number)
                if document.get("type") == "signature":
                    self._check(document, wallets, digest.hexdigest())
                    if file.read(1):
                        raise CheckpointForgedError(f"{self._path} goes on after its signature")
                    return
                wallets += 1
                yield self._head(document, number)

    def _parse(self, line: bytes, number: int) -> dict[str, Any]:
        if not line:
            raise CheckpointForgedError(f"{self._path} ends without a signature")
        try:
            document = json.loads(line)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            raise CheckpointError(f"{self._path}, line {number}: is no line of a checkpoint")
        return document

    def _head(self, document: dict[str, Any], number: int) -> Head:
        wallet, seq, entry_hash = document.get("wallet"), document.get("seq"), document.get("hash")
        if isinstance(wallet, str) and type(seq) is int and 0 < seq < 2**63 and isinstance(entry_hash, str):
            return wallet, seq, entry_hash
        raise CheckpointError(f"{self._path}, line {number}: names no wallet's entry")

    def _check(self, end: dict[str, Any], wallets: int, digest: str) -> None:
        if end.get("wallets") != wallets or end.get("sha256") != digest:
            raise CheckpointForgedError(f"{self._path} is not what was signed")
        try:
            signature = base64.b64decode(str(end.get("signature")), validate=True)
        except ValueError:
            signature = b""
        if not any(_signed_by(key, signature, signed_text(wallets, digest)) for key in self._trusted):
            raise CheckpointForgedError(f"{self._path} is not signed by a key that is trusted")


def _signed_by(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True
