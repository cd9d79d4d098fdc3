"""Why payers are declined, under codes of ours that never change, whatever a gateway calls it."""

from gateways.declines.codes import DeclineCode
from gateways.declines.razorpay import RAZORPAY_REASONS
from gateways.declines.stripe import STRIPE_CODES

__all__ = ["RAZORPAY_REASONS", "STRIPE_CODES", "DeclineCode", "decline_code_of", "told_gateway_code"]

_OURS = {"abandoned": DeclineCode.TRY_AGAIN}
"""What we say ourselves where no gateway answered in time."""
_CODES = {**RAZORPAY_REASONS, **STRIPE_CODES, **_OURS}
"""Where both have the same word they mean the same by it, which a test checks."""

_NEVER_TOLD = frozenset(
    {
        "compliance_violation",
        "fraudulent",
        "highest_risk_level",
        "elevated_risk_level",
        "lost_card",
        "merchant_blacklist",
        "payment_risk_check_failed",
        "pickup_card",
        "restricted_card",
        "rule",
        "security_violation",
        "stolen_card",
    }
)
"""A payer must not learn of these (https://docs.stripe.com/declines/codes): told as `generic_decline`."""


def decline_code_of(gateway_code: str) -> DeclineCode:
    """Our code for a gateway's; what is not known is told as a decline without a reason."""
    return _CODES.get(gateway_code, DeclineCode.PAYMENT_DECLINED)


def told_gateway_code(gateway_code: str) -> str:
    """A gateway's own code as a payer may see it."""
    return "generic_decline" if gateway_code in _NEVER_TOLD else gateway_code
