"""Allowances: what a user's plan lets them use. Start at `service.Allowances`."""

from services.allowances.service import Allowances, Use

__all__ = ["Allowances", "Use"]
