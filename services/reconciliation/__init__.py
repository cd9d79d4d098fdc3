"""Compares our payments with what the gateways have, both ways, and makes ours follow."""

from services.reconciliation.report import Difference, ReconciliationReport
from services.reconciliation.service import Reconciliation

__all__ = ["Difference", "Reconciliation", "ReconciliationReport"]
