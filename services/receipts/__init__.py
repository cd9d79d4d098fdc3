"""Receipts: their numbers, their links, and the PDF. Start at `service.Receipts`."""

from services.receipts.service import Receipts

__all__ = ["Receipts"]
