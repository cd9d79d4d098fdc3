"""Who a user is at the payment gateways. Start at `service.CustomerService`."""

from services.customers.service import CustomerService

__all__ = ["CustomerService"]
