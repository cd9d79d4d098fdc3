"""Buys tokens with a saved card when a balance falls, within limits of its owner. Start at `service.AutoTopUps`."""

from services.auto_top_up.service import AutoTopUps

__all__ = ["AutoTopUps"]
