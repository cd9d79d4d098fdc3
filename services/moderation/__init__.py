"""Moderation: what may not be sent, and what users have flagged. Start at `service.Moderation`."""

from services.moderation.service import Moderation

__all__ = ["Moderation"]
