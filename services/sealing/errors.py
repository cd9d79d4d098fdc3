"""Why a secret is not sealed, or not opened."""

from services.errors import TokentillError

__all__ = ["SealingOffError", "UnsealError"]


class SealingOffError(TokentillError):
    """The settings name no master key, and this is no development server. Nothing was done."""

    code = "SEALING_OFF"

    def __init__(self) -> None:
        super().__init__("This server keeps no secrets: MASTER_KEY is not set.")


class UnsealError(Exception):
    """A sealed text cannot be opened: its master key is not known here, it was changed, or it is of another place."""
