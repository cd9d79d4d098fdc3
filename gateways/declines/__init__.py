"""Why payers are declined, under codes of ours that never change, whatever a gateway calls it."""

from gateways.declines.codes import DeclineCode
from gateways.declines.razorpay import RAZORPAY_REASONS
from gateways.declines.stripe import STRIPE_CODES

__all__ = ["RAZORPAY_REASONS", "STRIPE_CODES", "DeclineCode", "decline_code_of"]

_CODES = {**RAZORPAY_REASONS, **STRIPE_CODES}
"""Where both have the same word they mean the same by it, which a test checks."""


def decline_code_of(gateway_code: str) -> DeclineCode:
    """Our code for a gateway's; what is not known is told as a decline without a reason."""
    return _CODES.get(gateway_code, DeclineCode.PAYMENT_DECLINED)
