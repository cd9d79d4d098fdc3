"""All that was sold, for admins: payments and the paid invoices of subscriptions. Start at `service.Sales`."""

from services.sales.service import Sales, SalesFilter

__all__ = ["Sales", "SalesFilter"]
