"""Tickets: a description becomes a structured piece of work. Start at `service.Tickets`."""

from services.tickets.service import Tickets

__all__ = ["Tickets"]
