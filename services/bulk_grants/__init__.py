"""Tokens for everybody whom a filter matches. Start at `service.BulkGrants`."""

from services.bulk_grants.order import BulkGrantOrder
from services.bulk_grants.service import BulkGrantPreview, BulkGrants

__all__ = ["BulkGrantOrder", "BulkGrantPreview", "BulkGrants"]
