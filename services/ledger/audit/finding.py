"""What an audit reports."""

from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["MAXIMUM_FINDINGS", "AuditReport", "Finding"]

MAXIMUM_FINDINGS = 1_000
"""Findings kept; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: in which wallet and entry, and what was expected there."""

    wallet: str
    seq: int
    rule: str
    """A stable name, such as `chain` or `fold.grant`."""
    detail: str


@dataclass(slots=True)
class AuditReport:
    """What was read and what was found."""

    wallets: int = 0
    entries: int = 0
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every rule held everywhere."""
        return self.found == 0

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it while there is room."""
        self.found += 1
        if len(self.findings) < MAXIMUM_FINDINGS:
            self.findings.append(finding)

    def to_document(self) -> dict[str, Any]:
        """The report as plain data."""
        return asdict(self) | {"clean": self.clean}
