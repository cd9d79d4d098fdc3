"""Buying tokens: payments, their events, and what completes them. Start at `service.Payments`."""

from services.payments.service import Payments

__all__ = ["Payments"]
