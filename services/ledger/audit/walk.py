"""Walks the whole ledger, in flat memory, beside whoever writes it."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from services.ledger.audit.adjustments import ADJUST, BULK, cross_adjustments, names_behind
from services.ledger.audit.against import compare_checkpoint
from services.ledger.audit.crossing import cross_generations, cross_payments
from services.ledger.audit.finding import MAXIMUM_FINDINGS, AuditReport, Finding
from services.ledger.audit.prices import versions_named
from services.ledger.audit.promotions import cross_promotions, payments_named, referrals_named
from services.ledger.audit.reading import Bound, LedgerReader, number_of
from services.ledger.audit.reversals import cross_reversals, references_reversed
from services.ledger.audit.subscriptions import SUBSCRIPTION, cross_subscriptions
from services.ledger.audit.usage import generation_of
from services.ledger.audit.wallet import Beside, WalletCheck
from services.ledger.checkpoint.reading import Checkpoint

__all__ = ["audit_ledger"]

Progress = Callable[[int], None]
_UNIQUE = (("wallet", "seq"), ("wallet", "key"))


async def audit_ledger(
    database: AsyncDatabase[dict[str, Any]],
    *,
    wallet: str | None = None,
    against: Checkpoint | None = None,
    ledger_only: bool = False,
    progress: Progress | None = None,
) -> AuditReport:
    """Check every entry of every wallet, or of one, and the payments and generations that belong to them.

    `against` is a checkpoint that the ledger must still contain. It is verified before anything is read, and raises
    what `Checkpoint.verify` does. `ledger_only` leaves payments and usage out, for a ledger that was written without
    them. `progress` is told the number of entries read so far. Each wallet is read up to its newest entry at the
    start, and a finding is reported only when a second reading finds it again.
    """
    if against is not None:
        against.verify()
    audit = _Audit(LedgerReader(database), ledger_only=ledger_only, progress=progress)
    await audit.indexes()
    async for bounds in audit.reader.bounds(wallet):
        await audit.wallets(bounds)
    if wallet is not None and not audit.report.wallets:
        audit.report.add(Finding(wallet, 0, "wallet", "the wallet has no entries"))
    if not ledger_only:
        await audit.crossings(wallet)
    if against is not None:
        await audit.twice(lambda: compare_checkpoint(audit.reader, against, wallet))
    return audit.report


class _Audit:
    def __init__(self, reader: LedgerReader, *, ledger_only: bool, progress: Progress | None) -> None:
        self.reader = reader
        self.report = AuditReport()
        self._ledger_only = ledger_only
        self._progress = progress

    async def indexes(self) -> None:
        """One key, one effect: that is a promise of an index, so the index must be there."""
        there = await self.reader.unique_indexes()
        for fields in _UNIQUE:
            if fields not in there:
                self.report.add(Finding("", 0, "index", f"there is no unique index of {' and '.join(fields)}"))
        if ("wallet", "key") not in there:
            for row in await self.reader.repeated_keys(MAXIMUM_FINDINGS):
                self.report.add(Finding(row["wallet"], row["seq"], "key.twice", f"{row['key']!r} stands there twice"))

    async def wallets(self, bounds: list[Bound]) -> None:
        """Check some wallets; those with a finding once more by themselves."""
        self.report.wallets += len(bounds)
        for bound in bounds:
            if not bound.readable:
                self.report.add(Finding(str(bound.wallet), 0, "form", f"its newest entry has the number {bound.seq!r}"))
        bounds = [bound for bound in bounds if bound.readable]
        suspects: dict[str, list[Finding]] = {}
        async for finding in self._walk(bounds, self._count):
            suspects.setdefault(finding.wallet, []).append(finding)
        for bound in bounds:
            if bound.wallet in suspects:
                again = [finding async for finding in self._walk([bound])]
                for finding in _in_both(suspects[bound.wallet], again):
                    self.report.add(await self._explained(finding))

    async def crossings(self, wallet: str | None) -> None:
        """Check payments, reversals, promotions, subscriptions, generations and what admins did."""
        await self.twice(lambda: cross_payments(self.reader, wallet))
        await self.twice(lambda: cross_reversals(self.reader, wallet))
        await self.twice(lambda: cross_promotions(self.reader, wallet))
        await self.twice(lambda: cross_subscriptions(self.reader, wallet))
        await self.twice(lambda: cross_generations(self.reader, wallet))
        await self.twice(lambda: cross_adjustments(self.reader, wallet))

    async def twice(self, check: Callable[[], AsyncIterator[Finding]]) -> None:
        """Check, and when something is found, once more; report what both found."""
        first = [finding async for finding in _at_most(check())]
        if first:
            again = [finding async for finding in _at_most(check())]
            for finding in _in_both(first, again):
                self.report.add(finding)

    async def _walk(self, bounds: list[Bound], count: Progress | None = None) -> AsyncIterator[Finding]:
        checks = {bound.wallet: WalletCheck(bound) for bound in bounds}
        async for entries in self.reader.entries(bounds):
            beside = await self._beside(entries)
            for entry in entries:
                for rule, detail in checks[entry["wallet"]].take(entry, beside):
                    yield Finding(entry["wallet"], number_of(entry), rule, detail)
            if count is not None:
                count(len(entries))
        for check in checks.values():
            for rule, detail in check.end():
                yield Finding(check.bound.wallet, check.seq, rule, detail)

    async def _beside(self, entries: list[dict[str, Any]]) -> Beside:
        snapshots = await self.reader.snapshots([entry["state_ref"] for entry in entries if "state_ref" in entry])
        if self._ledger_only:
            return Beside(snapshots, None, {}, {}, {}, {}, {}, {})
        keys = [key for entry in entries if isinstance(key := entry.get("key"), str)]
        reversed_ones = references_reversed(entries)
        payments = await self.reader.payments([*payments_named(keys), *reversed_ones])
        referrals = await self.reader.referrals(referrals_named(keys))
        generations = await self.reader.generations(_generations_named(entries))
        granted = [key.removeprefix(SUBSCRIPTION) for key in keys if key.startswith(SUBSCRIPTION)]
        invoices = await self.reader.invoices([*granted, *reversed_ones])
        prices = await self.reader.price_versions(versions_named(entries))
        actions = await self.reader.admin_actions(names_behind(keys, ADJUST))
        bulk_grants = await self.reader.bulk_grants(names_behind(keys, BULK))
        return Beside(snapshots, payments, generations, invoices, referrals, prices, actions, bulk_grants)

    async def _explained(self, finding: Finding) -> Finding:
        """The finding, under a clearer name where a look at the rest of the wallet gives one."""
        if finding.rule != "hold.closed":
            return finding
        place = (finding.wallet, finding.seq)
        hold = (await self.reader.at_places([place]))[place]["hold"]["id"]
        before = await self.reader.ended_before(finding.wallet, hold, finding.seq)
        if before is None:
            return finding
        return Finding(finding.wallet, finding.seq, "hold.twice", f"the hold {hold!r} ended before, by entry {before}")

    def _count(self, entries: int) -> None:
        self.report.entries += entries
        if self._progress is not None:
            self._progress(self.report.entries)


def _generations_named(entries: list[dict[str, Any]]) -> list[str]:
    names = []
    for entry in entries:
        try:
            generation = generation_of(entry) if entry["kind"] == "settle" else None
        except (KeyError, TypeError, AttributeError):
            continue  # an entry of another form; its own check names it
        if generation is not None:
            names.append(generation[0])
    return names


def _in_both(first: list[Finding], again: list[Finding]) -> list[Finding]:
    left = Counter((finding.wallet, finding.seq, finding.rule) for finding in again)
    kept = []
    for finding in first:
        place = (finding.wallet, finding.seq, finding.rule)
        if left[place] > 0:
            left[place] -= 1
            kept.append(finding)
    return kept


async def _at_most(findings: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    count = 0
    async for finding in findings:
        yield finding
        count += 1
        if count >= MAXIMUM_FINDINGS:
            return
