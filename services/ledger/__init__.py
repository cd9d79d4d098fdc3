"""The ledger: the one place where tokens are granted, held, spent and counted."""

from services.ledger.balance import Balance
from services.ledger.ledger import Ledger
from services.ledger.posted import Posted
from services.ledger.sources import GrantSource
from services.ledger.usage import UsageRecord

__all__ = ["Balance", "GrantSource", "Ledger", "Posted", "UsageRecord"]
