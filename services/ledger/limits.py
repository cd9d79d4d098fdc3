"""Bounds of the writer."""

from dataclasses import dataclass

__all__ = ["WriterLimits"]


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """How much at once, and how long."""

    queue: int = 10_000
    """Commands that may wait; further ones are refused at once as unavailable."""
    batch: int = 1_024
    """Commands of one commit."""
    commits: int = 2
    """Commits in flight at once: one is prepared while the database stores the other. More are smaller ones only."""
    worth_a_commit: int = 8
    """Wallets that are put together although another commit could begin: each commit has a price of its own."""
    chain: int = 256
    """Entries of one wallet in one commit."""
    heads: int = 10_000
    """Wallets whose heads are cached."""
    concurrent_calls: int = 16
    """Database calls under way at once."""
    deadline_seconds: float = 9.0
    """How long a command may take, its retries included."""
    longest_pause_seconds: float = 0.2
    """Between two tries of one command."""
