"""The form of a checkpoint: JSON Lines.

    {"type":"tokentill-checkpoint","version":1,"database":"tokentill","at":"2026-03-01T12:00:00.000+00:00"}
    {"wallet":"wal_…","seq":42,"hash":"…"}            one line for each wallet
    {"type":"signature","algorithm":"Ed25519","wallets":1,"sha256":"…","signature":"…"}

`sha256` is of every byte before the last line. What is signed is the text `tokentill-checkpoint-1 <wallets> <sha256>`,
so that a file of any size can be signed and verified as it streams, and by openssl as well.
"""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["LONGEST_LINE_BYTES", "TYPE", "VERSION", "line_of", "signed_text"]

TYPE = "tokentill-checkpoint"
VERSION = 1
LONGEST_LINE_BYTES = 4_096


def line_of(document: Mapping[str, Any]) -> bytes:
    """One line."""
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"


def signed_text(wallets: int, digest: str) -> bytes:
    """What the signature is of."""
    return f"{TYPE}-{VERSION} {wallets} {digest}".encode("ascii")
