"""Changes what is stored behind the ledger's back, as one who can write to the database would."""

from collections.abc import Callable
from typing import Any

from services.ledger.audit import AuditReport, audit_ledger
from services.ledger.entries import canonical_hash

Entry = dict[str, Any]


class Planter:
    """One wallet's entries, as they can be changed by hand."""

    def __init__(self, database, wallet: str) -> None:
        self.database = database
        self.entries = database["ledger_entries"]
        self.wallet = wallet

    async def stored(self) -> list[Entry]:
        return [entry async for entry in self.entries.find({"wallet": self.wallet}).sort("seq", 1)]

    async def put(self, stored: list[Entry]) -> None:
        """These in the place of the wallet's entries; MongoDB is told not to look at them."""
        await self.entries.delete_many({"wallet": self.wallet})
        if stored:
            await self.database.command(
                "insert", self.entries.name, documents=stored, bypassDocumentValidation=True, ordered=True
            )

    async def change(self, seq: int, change: Callable[[Entry], object], *, rehash: bool = False) -> None:
        """Change one entry; with `rehash`, hash the whole chain anew, as a careful thief would."""
        stored = await self.stored()
        change(stored[seq - 1])
        await self.put(hash_anew(stored) if rehash else stored)

    async def audit(self, **options) -> AuditReport:
        return await audit_ledger(self.database, **options)

    async def rules(self, **options) -> set[tuple[int, str]]:
        """What the audit finds, as entry and rule; all of it must be in this wallet."""
        report = await self.audit(**options)
        assert all(finding.wallet in {self.wallet, ""} for finding in report.findings)
        return {(finding.seq, finding.rule) for finding in report.findings}


def hash_anew(stored: list[Entry]) -> list[Entry]:
    before = "0" * 64
    for entry in stored:
        entry["prev_hash"] = before
        before = entry["hash"] = canonical_hash(entry)
    return stored
