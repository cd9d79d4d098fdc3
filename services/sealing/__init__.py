"""Seals secrets that must be had again, such as provider keys, so that the database holds none in plain text.

AES-256-GCM under a master key that stands in the settings alone. What a secret is sealed for goes in as associated
data: a sealed text that is copied to another row, or to another kind of row, does not open there. Whoever keeps one:

    sealed = sealing.seal(secret, "provider_key", row.id, row.provider)    # raises SealingOffError
    secret = sealing.unseal(sealed, "provider_key", row.id, row.provider)  # raises UnsealError

Its field in the model is a `Sealed` (`models/fields.py`), and has a row in `services/sealing/fields.py`, so that
`tokentill rotate-master-key` seals it anew.
"""

from services.sealing.errors import SealingOffError, UnsealError
from services.sealing.sealing import Sealing

__all__ = ["Sealing", "SealingOffError", "UnsealError"]
