"""Why an auto top-up charges nothing at the moment: a code that is stored, and the sentence that its owner is told."""

from collections.abc import Mapping

from gateways.declines import DeclineCode
from services.payments import declines
from services.payments.errors import BillingAddressUnknownError, TaxUnavailableError

__all__ = [
    "CAP_REACHED",
    "CARD_REMOVED",
    "NOT_ON_SALE",
    "PURCHASE_REVERSED",
    "SENTENCES",
    "SUSPENDED",
    "explain_reason",
]

CAP_REACHED = "MONTHLY_CAP_REACHED"
CARD_REMOVED = "CARD_REMOVED"
NOT_ON_SALE = "PACKAGE_NOT_ON_SALE"
SUSPENDED = "ACCOUNT_SUSPENDED"
"""Nobody can spend what would be bought, nor stop it."""
PURCHASE_REVERSED = "PURCHASE_REVERSED"
"""What fell is the balance of somebody who wants their money back: charging them again would take it twice."""

SENTENCES: Mapping[str, str] = {
    CAP_REACHED: "Another purchase would be above your cap for this month; it goes on next month.",
    CARD_REMOVED: "The card was removed; choose another one.",
    NOT_ON_SALE: "The package is not sold in this currency any more; choose another one.",
    SUSPENDED: "Your account is suspended; it goes on when that ends.",
    PURCHASE_REVERSED: "A purchase was refunded or disputed; set it up again to go on.",
    BillingAddressUnknownError.code: "The tax cannot be told by the card's billing address; choose another card.",
    TaxUnavailableError.code: "The tax cannot be worked out right now; it is tried again in a few minutes.",
}


def explain_reason(code: str) -> str:
    """The sentence for a stored reason: one of the above, or the code of a declined payment."""
    return SENTENCES[code] if code in SENTENCES else declines.SENTENCES[DeclineCode(code)]
