"""Recomputes every wallet by arithmetic of its own and names what does not add up."""

from services.ledger.audit.finding import AuditReport, Finding
from services.ledger.audit.walk import audit_ledger

__all__ = ["AuditReport", "Finding", "audit_ledger"]
