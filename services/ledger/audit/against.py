"""Compares the ledger with a checkpoint: a chain that was cut, deleted or hashed anew cannot hide from it."""

from collections.abc import AsyncIterator, Iterator

from services.ledger.audit.finding import Finding
from services.ledger.audit.reading import WALLETS_AT_ONCE, LedgerReader
from services.ledger.checkpoint.reading import Checkpoint

__all__ = ["compare_checkpoint"]

Head = tuple[str, int, str]


async def compare_checkpoint(
    reader: LedgerReader, checkpoint: Checkpoint, wallet: str | None
) -> AsyncIterator[Finding]:
    """Every entry that the checkpoint names is there, with its hash. Raises what `Checkpoint.heads` raises."""
    heads = (head for head in checkpoint.heads() if wallet in {None, head[0]})
    for some in _in_batches(heads):
        stored = await reader.at_places([(name, seq) for name, seq, _ in some])
        for name, seq, entry_hash in some:
            entry = stored.get((name, seq))
            if entry is None:
                yield await _missing(reader, name, seq)
            elif entry.get("hash") != entry_hash:
                yield Finding(name, seq, "checkpoint.hash", "the entry is not the one that the checkpoint names")


async def _missing(reader: LedgerReader, wallet: str, seq: int) -> Finding:
    newest = [bound async for bounds in reader.bounds(wallet) for bound in bounds]
    if not newest:
        return Finding(wallet, seq, "checkpoint.wallet", "the wallet is gone")
    return Finding(wallet, seq, "checkpoint.tail", f"the entry is gone; the newest is {newest[0].seq}")


def _in_batches(heads: Iterator[Head]) -> Iterator[list[Head]]:
    batch: list[Head] = []
    for head in heads:
        batch.append(head)
        if len(batch) == WALLETS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
