"""Free tokens once an interval. Start at `service.Refills`; the rule itself is the ledger's."""

from services.refills.service import Refills
from services.refills.standing import RefillStanding

__all__ = ["RefillStanding", "Refills"]
