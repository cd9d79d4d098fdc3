"""Whether Stripe signed a webhook body, and when (https://docs.stripe.com/webhooks/signature)."""

from collections.abc import Mapping

import stripe

from gateways.errors import EventMalformedError, SignatureInvalidError

__all__ = ["TOLERANCE_SECONDS", "verify_signature"]

TOLERANCE_SECONDS = 300
"""How far the signed time may be from ours, in either direction."""

_HEADER = "stripe-signature"


def verify_signature(body: bytes, headers: Mapping[str, str], *, secret: str, now_seconds: float) -> None:
    """Check the signature over the raw body.

    Raises SignatureInvalidError when it is missing, wrong, stale or from the future, and EventMalformedError when the
    body is not UTF-8: Stripe signs text, so such a body cannot be Stripe's.
    """
    header = _find_header(headers)
    try:
        # The SDK compares in constant time; the window is judged below, because the SDK accepts any future time.
        stripe.WebhookSignature.verify_header(body, header, secret, tolerance=None)
    except stripe.SignatureVerificationError:
        valid = False
    except UnicodeDecodeError:
        raise EventMalformedError("the body is not UTF-8") from None
    else:
        valid = True
    if not valid:  # raised out here so that no cause carries the body along
        raise SignatureInvalidError("the body is not signed with our webhook secret")
    if abs(now_seconds - _signed_at(header)) > TOLERANCE_SECONDS:
        raise SignatureInvalidError(f"the signature is more than {TOLERANCE_SECONDS} seconds away from now")


def _find_header(headers: Mapping[str, str]) -> str:
    header = next((value for name, value in headers.items() if name.lower() == _HEADER), None)
    if not header:
        raise SignatureInvalidError("there is no Stripe-Signature header")
    if not header.isascii():  # the constant-time comparison raises TypeError on other characters
        raise SignatureInvalidError("the Stripe-Signature header is not ASCII")
    return header


def _signed_at(header: str) -> int:
    """The first `t`, which is the one that the SDK verified."""
    return next(int(part[2:]) for part in header.split(",") if part.startswith("t="))
