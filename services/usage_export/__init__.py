"""Usage as a file: CSV, JSON Lines or XLSX, made while it is taken. Start at `service.UsageExports`."""

from services.usage_export.service import UsageExports

__all__ = ["UsageExports"]
