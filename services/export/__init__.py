"""Everything about a person, for that person, as one file behind a link that expires."""

from services.export.service import EXPORTS_PATH, Exports

__all__ = ["EXPORTS_PATH", "Exports"]
