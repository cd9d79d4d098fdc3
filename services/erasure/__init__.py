"""Deletes accounts: the person is erased, and the ledger, payments and receipts stand."""

from services.erasure.marking import ErasureMarks
from services.erasure.service import Erasures
from services.erasure.steps import ErasureSteps

__all__ = ["ErasureMarks", "ErasureSteps", "Erasures"]
