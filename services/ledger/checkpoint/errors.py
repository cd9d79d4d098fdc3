"""Why a checkpoint cannot be made or used."""

__all__ = ["CheckpointError", "CheckpointForgedError"]


class CheckpointError(Exception):
    """The key or the file cannot be used. The message says which, and why."""


class CheckpointForgedError(CheckpointError):
    """The file is not what was signed, or not by a key that is trusted."""
