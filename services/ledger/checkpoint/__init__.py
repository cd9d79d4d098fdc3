"""Signed lists of every wallet's newest entry, kept elsewhere, against which a whole ledger can be checked."""

from services.ledger.checkpoint.errors import CheckpointError
from services.ledger.checkpoint.export import export_checkpoint
from services.ledger.checkpoint.keys import public_pem, read_public_keys, signing_key
from services.ledger.checkpoint.reading import Checkpoint

__all__ = ["Checkpoint", "CheckpointError", "export_checkpoint", "public_pem", "read_public_keys", "signing_key"]
